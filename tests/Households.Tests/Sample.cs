using System.Globalization;
using System.Text.Json;
using Contracts;

namespace Households.Tests;

/// <summary>Rows of synthetic households, from a seed.</summary>
static class Sample
{
    static readonly string[] names = ["王秀英", "李建国", "张桂兰", "刘志强", "陈玉梅", "杨国庆", "赵淑珍", "黄永福"];

    public static string[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(number => Bureau.Row(
            $"h{number:D6}", names[random.Next(names.Length)], IdNumber(random), $"138{random.Next(100_000_000):D8}",
            random.Next(2) == 0 ? Bureau.First : Bureau.Second, $"梅园新村{number}号", $"{118.79 + random.Next(1000) / 100_000.0:F5}",
            $"{32.04 + random.Next(1000) / 100_000.0:F5}", "GCJ-02", Codes(random, Aid.Categories.Select(it => it.Code)), Codes(random, Aid.Kinds.Select(it => it.Code))))];
    }

    /// <summary>The same as JSON, a household a line.</summary>
    public static string Lines(int count, int seed) => string.Concat(Rows(count, seed).Select(row =>
    {
        var cells = row.Split(',');
        return JsonSerializer.Serialize(new
        {
            id = cells[0], area = cells[4], asOf = cells[11], address = cells[5], longitude = double.Parse(cells[6], CultureInfo.InvariantCulture),
            latitude = double.Parse(cells[7], CultureInfo.InvariantCulture), crs = cells[8], needs = cells[10].Split(';', StringSplitOptions.RemoveEmptyEntries),
            categories = cells[9].Split(';', StringSplitOptions.RemoveEmptyEntries), persons = new[] { new { role = "head", name = cells[1], idNumber = cells[2], phone = cells[3] } },
        }) + "\n";
    }));

    /// <summary>An ID number of a valid form: digits at random for the sequence, and the check character that belongs to them.</summary>
    public static string IdNumber(Random random)
    {
        var birth = new DateOnly(1930, 1, 1).AddDays(random.Next(30_000));
        return Checked($"320102{birth:yyyyMMdd}{random.Next(1000):D3}");
    }

    /// <summary>Seventeen digits with their check character.</summary>
    public static string Checked(string seventeen) => seventeen + CitizenNumber.CheckCharacter(seventeen);

    static string Codes(Random random, IEnumerable<string> list)
    {
        var all = list.ToArray();
        return string.Join(';', Enumerable.Range(0, random.Next(4)).Select(_ => all[random.Next(all.Length)]).Distinct());
    }
}
