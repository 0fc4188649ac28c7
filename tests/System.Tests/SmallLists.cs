using System.Globalization;
using System.Text;

namespace SystemTests;

/// <summary>Lists small enough to be read in a test, written by hand: two streets with a community each, and what a test adds.</summary>
sealed class SmallLists
{
    public const string One = "320102001001";
    public const string Two = "320102002001";

    public List<string> Areas { get; } =
    [
        "320100000000,南京市,city,",
        "320102000000,玄武区,district,320100000000",
        "320102001000,甲街道,street,320102000000",
        "320102002000,乙街道,street,320102000000",
        $"{One},甲社区,community,320102001000",
        $"{Two},乙社区,community,320102002000",
    ];

    public List<string> Organizations { get; } =
    [
        $"C1,甲社区党委,community,{One},,118.79,32.05,,1,",
        $"C2,乙社区党委,community,{Two},,118.80,32.06,,1,",
        "O1,第一机关党支部,organ,320102000000,,118.791,32.051,,1,",
        "O2,第二机关党支部,organ,320102000000,,118.801,32.061,,1,",
    ];

    public List<string> Members { get; } = [];
    public List<string> Households { get; } = [];
    public List<string> Choices { get; } = [];
    public List<string> Exclusions { get; } = [];
    public string? Rules { get; set; }

    public SmallLists Member(string id, string organization = "O1", string area = One, double east = 118.79, double north = 32.05, string skills = "", int seats = 1)
    {
        Members.Add(string.Create(CultureInfo.InvariantCulture, $"{id},党员{Members.Count + 1},,,{organization},{area},{east},{north},,{skills},{seats}"));
        return this;
    }

    public SmallLists Household(string id, string area = One, double east = 118.79, double north = 32.05, string categories = "minimum-living", string needs = "")
    {
        Households.Add(string.Create(CultureInfo.InvariantCulture, $"{id},户主{Households.Count + 1},,,{area},门牌{Households.Count + 1}号,{east},{north},,{categories},{needs},2026-01-01"));
        return this;
    }

    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        void Write(string name, string header, List<string> rows) =>
            File.WriteAllText(Path.Combine(folder, name), header + "\n" + string.Concat(rows.Select(row => row + "\n")), new UTF8Encoding(false));
        Write("areas.csv", "code,name,level,parent", Areas);
        Write("organizations.csv", "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary", Organizations);
        Write("members.csv", "id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats", Members);
        Write("households.csv", "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of", Households);
        if (Choices.Count > 0) Write("choices.csv", "from,to,rank", Choices);
        if (Exclusions.Count > 0) Write("exclusions.csv", "member,household,reason", Exclusions);
        if (Rules is not null) File.WriteAllText(Path.Combine(folder, "rules.json"), Rules);
        return folder;
    }
}
