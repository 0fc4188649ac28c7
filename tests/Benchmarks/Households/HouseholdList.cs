using System.Globalization;
using System.Text;
using Contracts;

namespace Benchmarks;

/// <summary>The list of a synthetic district: household number n says the same each time, unless its revision says otherwise.</summary>
sealed class HouseholdList
{
    public const string Area = "320102";
    const string Header = "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of\n";
    const int CommunitySize = 400;

    static readonly string[] surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"];
    static readonly string[] given = ["秀英", "建国", "桂兰", "志强", "玉梅", "国庆", "淑珍", "永福", "丽华", "德明", "文", "敏"];
    static readonly string[] categories = [.. Aid.Categories.Select(it => it.Code)];
    static readonly string[] needs = [.. Aid.Kinds.Select(it => it.Code)];

    /// <summary>Codes of communities enough for so many households.</summary>
    public static IEnumerable<string> Communities(int households) => Enumerable.Range(0, 1 + (households - 1) / CommunitySize).Select(Community);

    static string Community(int at) => string.Create(CultureInfo.InvariantCulture, $"{Area}{1 + at / 200:D3}{1 + at % 200:D3}");

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"h{number:D8}");

    /// <summary>Of the head of a household; no two have the same.</summary>
    public static string IdNumber(int number)
    {
        var birth = new DateOnly(1930, 1, 1).AddDays((int)(7_919L * number % 30_000));
        var seventeen = string.Create(CultureInfo.InvariantCulture, $"{Area}{birth:yyyyMMdd}{number / 30_000 % 1000:D3}");
        return seventeen + CitizenNumber.CheckCharacter(seventeen);
    }

    /// <param name="changed">whether a household says something else than at first</param>
    public static byte[] Csv(int from, int count, Func<int, bool> changed, string asOf)
    {
        var text = new StringBuilder(count * 200).Append(Header);
        foreach (var number in Enumerable.Range(from, count)) Append(text, number, changed(number), asOf);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static void Append(StringBuilder text, int number, bool changed, string asOf)
    {
        // A permutation of the numbers, so that neighbours in the list are none in the store.
        var mixed = (uint)number * 2_654_435_761u;
        text.Append(CultureInfo.InvariantCulture, $"{Id(number)},{surnames[mixed % 10]}{given[mixed / 10 % 12]},{IdNumber(number)},");
        text.Append(CultureInfo.InvariantCulture, $"13{mixed % 1_000_000_000:D9},{Community(number / CommunitySize)},梅园新村{mixed % 900}号{number % 60}室,");
        text.Append(CultureInfo.InvariantCulture, $"{118.7 + mixed % 10_000 / 100_000.0:F5},{32.0 + mixed / 7 % 10_000 / 100_000.0:F5},WGS-84,");
        text.Append(CultureInfo.InvariantCulture, $"{categories[mixed % (uint)categories.Length]},{needs[(mixed / 3 + (changed ? 1u : 0)) % (uint)needs.Length]},{asOf}\n");
    }
}
