namespace Local.Tests;

/// <summary>Lists of divisions and outlines to generate from.</summary>
static class Samples
{
    public const string Demonstration = "320102000000";

    /// <summary>A city without districts, as the national list has it: the district repeats the city's code and is its own parent.</summary>
    public const string CityWithoutDistricts = """
        code,name,level,parent
        440000000000,广东省,province,
        441900000000,东莞市,city,440000000000
        441900000000,东莞市,district,441900000000
        441900003000,东城街道,street,441900000000
        441900101000,石碣镇,street,441900000000
        441900003001,岗贝社区居民委员会,community,441900003000
        441900003002,花园新村社区居民委员会,community,441900003000
        441900101200,石碣村村民委员会,community,441900101000
        442000000000,中山市,city,440000000000
        442000000000,中山市,district,442000000000
        442000001000,石岐街道,street,442000000000

        """;

    public static TextReader City() => new StreamReader(Shipped("areas-320100.csv"));

    public static Outline? OutlineOf(string district)
    {
        using var file = Shipped("districts-320100.geojson");
        return Outline.Read(file, district);
    }

    public static DistrictLists Generate(GenerateOptions options) =>
        DistrictLists.Generate(options, City(), OutlineOf(options.District));

    public static FileStream Shipped(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", name));
}
