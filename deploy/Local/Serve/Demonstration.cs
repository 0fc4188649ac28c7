namespace Local;

/// <summary>The demonstration district: 玄武区 with its real divisions and people who do not exist, the same ones every time.</summary>
static class Demonstration
{
    /// <summary>Where its lists stand in the data folder while that is filled with them.</summary>
    public const string Folder = "demonstration";

    public static void WriteTo(string folder)
    {
        var options = new GenerateOptions("320102000000");
        using var areas = File.OpenText(Shipped("areas-320100.csv"));
        using var shapes = File.OpenRead(Shipped("districts-320100.geojson"));
        DistrictLists.Generate(options, areas, Outline.Read(shapes, options.District)).WriteTo(folder);
    }

    static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
