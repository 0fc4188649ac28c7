using System.Net;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class DuplicateLookTests(Xunit.Abstractions.ITestOutputHelper output)
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260310;

    const string Number = "11010519491231002X";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>Households of whom each pair that agrees on anything was planted: same number, name with birth date, phone, address.</summary>
    static (string[] Rows, string[] Pairs) Planted(int count, int seed)
    {
        var random = new Random(seed);
        var (rows, pairs) = (new List<string>(), new List<string>());
        string Row(int number, string? idNumber = null, string? phone = null, string? address = null, string head = "王秀英") => Bureau.Row(
            $"h{number:D6}", head, idNumber ?? Sample.Checked($"320102{new DateOnly(1930, 1, 1).AddDays(number % 25_000):yyyyMMdd}{number % 1000:D3}"),
            phone ?? $"138{number:D8}", number % 2 == 0 ? Bureau.First : Bureau.Second, address ?? $"梅园新村{number}号", asOf: "2026-03-01");
        for (var number = 1; number <= count; number++) rows.Add(Row(number));
        for (var at = 0; at < 40; at++)
        {
            // First and second differ by an even number: one community.
            var (first, second) = (100 * at + 2, 100 * at + 52);
            var cells = rows[first - 1].Split(',');
            (rows[second - 1], var score) = (at % 4) switch
            {
                0 => (Row(second, idNumber: cells[2], head: "李建国"), 60),
                1 => (Row(second, idNumber: Sample.Checked(cells[2][..14] + $"{(int.Parse(cells[2][14..17]) + 500) % 1000:D3}")), 5), // born on one day, of one name: other numbers
                2 => (Row(second, phone: cells[3], head: "李建国"), 15),
                _ => (Row(second, address: " 梅园新村" + cells[5][4..^1] + "　号。", head: "李建国"), 25),
            };
            pairs.Add($"h{first:D6} h{second:D6} {score}");
        }
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        return ([.. rows], [.. pairs.OrderByDescending(it => int.Parse(it.Split(' ')[2])).ThenBy(it => it, StringComparer.Ordinal)]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_look_finds_exactly_the_planted_pairs_and_again_the_same_whatever_the_order(string provider)
    {
        output.WriteLine($"seed {seed}");
        await using var bureau = await Bureau.OpenAsync(provider);
        var (rows, pairs) = Planted(5_000, seed);
        await bureau.ImportAsync(rows);
        var look = await bureau.LookAsync();
        Assert.Equal(pairs, await bureau.PairsAsync());
        Assert.Equal("5000 40 40 40 0", Counts(look));
        Assert.Equal("5000 40 0 40 0", Counts(await bureau.LookAsync()));

        await using var other = await Bureau.OpenAsync(provider);
        await other.ImportAsync(Planted(5_000, seed + 1).Rows);
        await other.LookAsync();
        Assert.Equal(pairs, await other.PairsAsync());
    }

    static string Counts(JsonNode look) => $"{look["households"]} {look["pairs"]} {look["compared"]} {look["waiting"]} {look["crowded"]}";

    [Theory, MemberData(nameof(Providers))]
    public async Task What_more_than_fifty_share_makes_no_pairs_and_is_told_without_its_value(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        string Row(int number, string home, string area) => Bureau.Row($"h{number:D3}", head: $"王{(char)('一' + number)}", address: home, area: area, phone: number is 1 or 60 ? "13812345678" : "");
        await bureau.ImportAsync([.. Enumerable.Range(1, 51).Select(number => Row(number, "夕阳红敬老院", Bureau.First)), .. Enumerable.Range(52, 50).Select(number => Row(number, "北门桥3号", Bureau.Second))]);
        var look = await bureau.LookAsync();
        Assert.Equal($"101 {50 * 49 / 2 + 1} {50 * 49 / 2 + 1} {50 * 49 / 2 + 1} 1", Counts(look));
        Assert.DoesNotContain(await bureau.PairsAsync(), pair => string.CompareOrdinal(pair[5..9], "h052") < 0);
        Assert.Contains("h001 h060 15", await bureau.PairsAsync());
        var crowds = (await bureau.GetAsync(Duplicating.Root + "/crowds"))["items"]!.AsArray();
        Assert.Equal($"address {Bureau.First} 51 h001", string.Join("; ", crowds.Select(it => $"{it!["kind"]} {it["area"]} {it["households"]} {it["example"]}")));
        Assert.DoesNotContain("敬老院", crowds.ToJsonString(Wire.Json), StringComparison.Ordinal);
        Assert.Empty((await bureau.GetAsync(Duplicating.Root + "/crowds", Role.Community, Bureau.Second))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Only_who_has_both_in_reach_sees_a_pair(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", idNumber: Number), Bureau.Row("h3", idNumber: Number, area: Bureau.Second), Bureau.Row("h4", idNumber: Number, area: Bureau.OtherStreet));
        await bureau.LookAsync();
        async Task<string> SeenAsync(string role, string area, string query = "") => string.Join(", ", (await bureau.PairsAsync(query, role, area)).Select(it => it[..5]));
        Assert.Equal("h1 h2", await SeenAsync(Role.Community, Bureau.First));
        Assert.Equal("", await SeenAsync(Role.Community, Bureau.Second));
        Assert.Equal("h1 h2, h1 h3, h2 h3", await SeenAsync(Role.Street, "320102002"));
        Assert.Equal("h1 h2, h1 h3, h1 h4, h2 h3, h2 h4, h3 h4", await SeenAsync(Role.CivilAffairs, "320102"));
        Assert.Equal("h1 h2, h1 h3, h2 h3", await SeenAsync(Role.CivilAffairs, "320102", "&area=320102002"));
        Assert.Equal("", await SeenAsync(Role.CivilAffairs, "320102", "&least=61"));
        using var street = bureau.Service.As(Role.Street, "320102002");
        using var hidden = await street.GetAsync(Duplicating.Root + "/pairs/h4/h1");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        // Who moves away is seen by neither, though no look has been taken since.
        await bureau.ImportAsync(Bureau.Row("h2", idNumber: Number, area: Bureau.OtherStreet, asOf: "2026-03-02"));
        Assert.Equal("h1 h3", await SeenAsync(Role.Street, "320102002"));
        Assert.Equal("", await SeenAsync(Role.Community, Bureau.First));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_later_look_compares_what_has_changed_and_forgets_what_agrees_no_more(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", idNumber: Number), Bureau.Row("h3", head: "李建国", phone: "13812345678"), Bureau.Row("h4", phone: "13812345678"));
        await bureau.LookAsync();
        Assert.Equal(["h1 h2 60", "h3 h4 15"], await bureau.PairsAsync());
        await bureau.ImportAsync(Bureau.Row("h3", head: "王秀英", phone: "13812345678", asOf: "2026-03-02"), Bureau.Row("h2", head: "赵淑珍", asOf: "2026-03-02"));
        Assert.Equal("4 1 1 1 0", Counts(await bureau.LookAsync()));
        Assert.Equal(["h3 h4 35"], await bureau.PairsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_entered_before_there_were_such_keys_is_found_too_and_is_no_change(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync([.. Enumerable.Range(1, 2_100).Select(number => Bureau.Row($"h{number:D4}", $"王{(char)('一' + number)}", address: $"梅园新村{number / 2 * 2}号"))]);
        await bureau.RegisterAsync("p1", """{"role":"head","name":"周文","birth":"1950-01-02"}""");
        await bureau.RegisterAsync("p2", """{"role":"head","name":"周文","birth":"1950-01-02"}""");
        await bureau.AlterAsync("""UPDATE households SET "AddressHash" = NULL""");
        await bureau.AlterAsync("""UPDATE persons SET "NameBirthHash" = NULL""");
        await bureau.LookAsync();
        var pairs = await bureau.PairsAsync();
        Assert.Equal(1_050, pairs.Length); // 2 with 3 and so on, and the two persons
        Assert.Equal(["p1 p2 45", "h0002 h0003 25"], pairs[..2]);
        Assert.Equal("1", $"{(await bureau.GetAsync("/api/v1/households/register/h0002"))["version"]}");
        Assert.Equal(0, await bureau.DoAsync<HouseholdsStore, int>(db => db.Households.CountAsync(it => it.AddressHash == null)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_look_is_taken_every_night_once(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", idNumber: Number, area: Bureau.Second));
        bureau.Time.Pass(TimeSpan.FromHours(16)); // 01:00 of the next day in China
        Assert.Empty(await NightAsync(bureau));
        bureau.Time.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["night-20260311"], await NightAsync(bureau));
        Assert.Empty(await NightAsync(bureau));
        await Eventually.HoldsAsync(async () => (string)(await bureau.GetAsync(Duplicating.Root + "/looks/night-20260311", area: "320102002"))["state"]! == "done");
        Assert.Equal(["h1 h2 60"], await bureau.PairsAsync());
    }

    static Task<IReadOnlyList<string>> NightAsync(Bureau bureau) => bureau.DoAsync<TakeNightlyLook, IReadOnlyList<string>>(async work =>
    {
        var subjects = await work.SubjectsAsync(default);
        foreach (var subject in subjects) await work.DoAsync(subject, default);
        return subjects;
    });

    [Theory, MemberData(nameof(Providers))]
    public async Task Pages_follow_one_another_and_the_list_is_taken_away_without_anything_personal(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync([.. Enumerable.Range(1, 5).Select(number => Bureau.Row($"h{number}", "鄢懿翀", number < 3 ? Number : "", "13812345678", address: "梅园新村1号"))]);
        await bureau.LookAsync();
        var (listed, after) = (new List<string>(), "");
        for (var page = 0; page < 4; page++)
        {
            var said = await bureau.GetAsync($"{Duplicating.Root}?limit=3{after}");
            listed.AddRange(said["items"]!.AsArray().Select(it => $"{it!["one"]!["id"]} {it["other"]!["id"]}"));
            after = "&after=" + Uri.EscapeDataString((string?)said["next"] ?? "none");
        }
        Assert.Equal(10, listed.Distinct().Count());
        using var http = bureau.CivilAffairs;
        using (var astray = await http.GetAsync(Duplicating.Root + "?after=x")) Assert.Equal(HttpStatusCode.BadRequest, astray.StatusCode);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = (await http.GetStringAsync(Duplicating.Root)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("one,one_area,other,other_area,score,lines", csv[0]);
        Assert.Equal($"h1,{Bureau.First},h2,{Bureau.First},85,same-id-number;same-address", csv[1]);
        Assert.Equal(listed, csv[1..].Select(line => $"{line.Split(',')[0]} {line.Split(',')[2]}"));
        Assert.Contains("export duplicates-list duplicates", await bureau.ActsAsync());
        var shown = (await bureau.GetAsync(Duplicating.Root)).ToJsonString(Wire.Json) + string.Concat(csv);
        Assert.Contains("鄢**", shown, StringComparison.Ordinal);
        Assert.All((string[])["鄢懿", Number, "13812345678", "梅园新村1"], value => Assert.DoesNotContain(value, shown, StringComparison.Ordinal));
    }
}
