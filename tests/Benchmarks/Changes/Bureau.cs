using System.Globalization;
using System.Text;
using Contracts;

namespace Benchmarks;

/// <summary>A district of 80 communities and 4,000 households as a bureau has them: with numbers, phones and positions.</summary>
sealed class Bureau
{
    public const string District = "320106000000";
    public const int Households = 4_000;
    const int Streets = 8, CommunitiesOfStreet = 10;
    static readonly string[] needs = ["", "medical", "legal", "medical;legal", "schooling", "repairs", "medical;repairs"];
    readonly int[] versions = new int[Households];

    public static string Areas()
    {
        var list = new StringBuilder($"code,name,level,parent\n{District},鼓楼区,district,\n");
        for (var street = 1; street <= Streets; street++)
        {
            list.Append(CultureInfo.InvariantCulture, $"320106{street:000}000,街道{street},street,{District}\n");
            for (var community = 1; community <= CommunitiesOfStreet; community++)
                list.Append(CultureInfo.InvariantCulture, $"320106{street:000}{community:000},社区{street}-{community},community,320106{street:000}000\n");
        }
        return list.ToString();
    }

    /// <summary>The next state of some households, as a list.</summary>
    public string Next(IEnumerable<int> households)
    {
        var list = new StringBuilder("id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of\n");
        foreach (var at in households)
        {
            var (version, community) = (++versions[at], at % (Streets * CommunitiesOfStreet));
            var (street, number) = (community / CommunitiesOfStreet + 1, community % CommunitiesOfStreet + 1);
            var digits = string.Create(CultureInfo.InvariantCulture, $"320106{1930 + at % 60}0{1 + at % 9}{10 + at % 18}{at / 5 % 999:000}");
            var (east, north) = (118.70 + street * 0.01 + at % 13 * 0.0002, 32.03 + number * 0.006 + at % 11 * 0.0002);
            list.Append(CultureInfo.InvariantCulture, $"B{at:0000},户主{at},{digits}{CitizenNumber.CheckCharacter(digits)},138{at:00000000},320106{street:000}{number:000},门牌{at}号,")
                .Append(CultureInfo.InvariantCulture, $"{east:0.0000},{north:0.0000},,minimum-living,{needs[(at + version) % needs.Length]},{new DateOnly(2015, 1, 1).AddDays(version):yyyy-MM-dd}\n");
        }
        return list.ToString();
    }
}
