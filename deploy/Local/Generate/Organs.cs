using System.Globalization;
using Contracts;

namespace Local;

/// <summary>The party organizations of a synthetic district: its organs, its streets, its communities.</summary>
static class Organs
{
    const int mostSeats = 20;

    /// <summary>What a district's departments are usually called, behind the district's name.</summary>
    static readonly string[] departments =
    [
        "纪委监委", "委办公室", "委组织部", "委宣传部", "委统战部", "委政法委员会", "委社会工作部", "委机构编制委员会办公室",
        "委老干部局", "委党校", "信访局", "人大常委会办公室", "人民政府办公室", "政协办公室", "人民法院", "人民检察院", "发展和改革委员会",
        "教育局", "科学技术局", "工业和信息化局", "民政局", "司法局", "财政局", "人力资源和社会保障局", "生态环境局", "住房和城乡建设局",
        "城市管理局", "交通运输局", "水务局", "农业农村局", "商务局", "文化和旅游局", "卫生健康委员会", "退役军人事务局", "应急管理局",
        "审计局", "国有资产监督管理办公室", "市场监督管理局", "统计局", "医疗保障局", "数据局", "行政审批局", "税务局", "公安分局",
        "消防救援大队", "总工会", "共青团", "妇女联合会", "科学技术协会", "残疾人联合会", "红十字会", "工商业联合会", "文学艺术界联合会",
        "归国华侨联合会", "档案馆", "融媒体中心", "机关事务管理中心", "疾病预防控制中心", "图书馆",
    ];

    static readonly string[] committees = ["居民委员会", "村民委员会", "居委会", "村委会"];

    /// <summary>
    /// Organs are O0001 and on, the first being the organs work committee (机关工委) and the parent of the others;
    /// streets S001, communities C001 and on, each under its street.
    /// </summary>
    public static List<OrganizationRow> Draw(
        DistrictAreas areas, Geography geography, GenerateOptions options)
    {
        var random = new SeededRandom(options.Seed, "organizations");
        var organs = Enumerable.Range(0, options.Organizations)
            .Select(i => Organ(i, options.Organizations, areas.District.Name, geography, random)).ToList();
        var streets = areas.Streets.Select((street, i) => new OrganizationRow(
            Id("S", i, areas.Streets.Count, 3), CommitteeOf(street.Name), "street", street.Code, "", geography.StreetPlaces[street.Code],
            At(geography.StreetPlaces[street.Code]), null, Secretary(random))).ToList();
        var seats = Seats(organs.Sum(organ => organ.Seats ?? 1), geography.Weights);
        var streetIds = streets.ToDictionary(street => street.Area, street => street.Id, StringComparer.Ordinal);
        var communities = areas.Communities.Select((community, i) => new OrganizationRow(
            Id("C", i, areas.Communities.Count, 3), BareName(community.Name) + "党组织", "community", community.Code, streetIds[community.Parent],
            geography.Places[i], At(geography.Places[i]), seats[i], Secretary(random)));
        return [.. organs, .. streets, .. communities];
    }

    /// <summary>The letter and a running number of at least so many digits, as many for all.</summary>
    public static string Id(string letter, int index, int count, int digits) =>
        letter + (index + 1).ToString("D" + Math.Max(digits, count.ToString(CultureInfo.InvariantCulture).Length), CultureInfo.InvariantCulture);

    /// <summary>A community's name without the committee: 梅园新村社区居委会 → 梅园新村社区.</summary>
    public static string BareName(string name)
    {
        var committee = Array.Find(committees, ending => name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length);
        return committee is null ? name : name[..^committee.Length];
    }

    static OrganizationRow Organ(int i, int count, string district, Geography geography, SeededRandom random)
    {
        // Most organs sit about the district's heart, the others wherever people live.
        var place = random.Chance(0.6)
            ? geography.Near(geography.Heart, 1_200, random)
            : geography.Home(random, 0.1).Place;
        var seats = random.Unit() switch
        {
            < 0.15 => null, // An empty cell means one.
            < 0.88 => 1,
            < 0.97 => 2,
            _ => (int?)3,
        };
        return new(
            Id("O", i, count, 4), NameOf(i, count, district), "organ", geography.Communities[geography.NearestCommunity(place)].Code,
            i == 0 ? "" : Id("O", 0, count, 4), place, Declaring.Of(place, geography, random, Declaring.Missing), seats,
            Secretary(random));
    }

    static string NameOf(int i, int count, string district)
    {
        if (i == 0)
            return $"中共{district}委机关工作委员会";
        var (department, round) = ((i - 1) % departments.Length, (i - 1) / departments.Length + 1);
        var branches = (count - 2 - department) / departments.Length + 1;
        return district + departments[department] + (branches == 1 ? "党支部" : $"第{round}党支部");
    }

    static string Secretary(SeededRandom random) => PersonNames.Draw(random, random.Chance(0.4));

    static Declared At(Coordinates place) => new(place.Longitude, place.Latitude, Crs.Wgs84);

    static string CommitteeOf(string street) =>
        street + (street.EndsWith('镇') || street.EndsWith('乡') ? "党委" : "党工委");

    /// <summary>
    /// A quarter more places than are wanted, the populous communities offering more, each between 1 and 20. Where the
    /// communities are too few for the organs even so, some organs will be left out, as in life.
    /// </summary>
    static int[] Seats(int wanted, IReadOnlyList<int> weights)
    {
        var share = 1.25 * wanted / weights.Sum(weight => (long)weight);
        var seats = weights.Select(weight => Math.Clamp((int)Math.Round(share * weight), 1, mostSeats)).ToArray();
        for (var (i, missing) = (0, wanted - seats.Sum()); missing > 0 && seats.Any(count => count < mostSeats); i = (i + 1) % seats.Length)
        {
            if (seats[i] == mostSeats)
                continue;
            seats[i]++;
            missing--;
        }
        return seats;
    }
}
