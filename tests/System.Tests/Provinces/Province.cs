using System.Globalization;
using System.Text;

namespace SystemTests;

/// <summary>Twenty districts side by side, each with a community, an organ, households, and half as many members again; by a seed.</summary>
sealed class Province(int households, int seed)
{
    public const string Code = "320000000000", Campaign = "province";

    const int perList = 25_000;

    public static readonly string[] Districts = [.. Enumerable.Range(1, 20).Select(at => $"3201{at:00}")];

    readonly Random chance = new(seed);

    public int Households => households * Districts.Length;
    public int Members => households * 3 / 2 * Districts.Length;

    public static string Areas => "code,name,level,parent\n320000000000,省,province,\n320100000000,市,city,320000000000\n" + string.Concat(Districts.Select(it =>
        $"{it}000000,{it}区,district,320100000000\n{it}001000,{it}街道,street,{it}000000\n{it}001001,{it}社区,community,{it}001000\n"));

    public static string Units => "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary\n" + string.Concat(Districts.Select(it =>
        $"O{it},{it}机关,organ,{it}000000,,,,,1,\n"));

    public IEnumerable<string> MemberLists() => Lists(
        "id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats\n", households * 3 / 2,
        (district, at) => $"M{district}-{at},党员,,,O{district},{district}001001,{Somewhere(district)},,,1\n");

    public IEnumerable<string> HouseholdLists() => Lists(
        "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of\n", households,
        (district, at) => $"H{district}-{at},户主,,,{district}001001,门牌,{Somewhere(district)},,minimum-living,,2026-01-01\n");

    /// <summary>The district that a member's or household's id names.</summary>
    public static string DistrictOf(string id) => id[1..7];

    static IEnumerable<string> Lists(string header, int many, Func<string, int, string> row) =>
        Districts.SelectMany(district => Enumerable.Range(0, many).Select(at => (district, at))).Chunk(perList)
            .Select(some => some.Aggregate(new StringBuilder(header), (list, it) => list.Append(row(it.district, it.at))).ToString());

    /// <summary>Within 4 km, beside the next district.</summary>
    string Somewhere(string district)
    {
        var east = 118 + Array.IndexOf(Districts, district) * 0.04 + chance.NextDouble() * 0.04;
        return string.Create(CultureInfo.InvariantCulture, $"{east:0.000000},{32 + chance.NextDouble() * 0.04:0.000000}");
    }
}
