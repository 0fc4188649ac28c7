using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;
using Support;

namespace Households.Tests;

public sealed class AccuracyAuditTests
{
    const string Root = "/api/v1/households/accuracy-audits";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Anyone_draws_the_same_sample_again_from_its_seed(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var ids = Enumerable.Range(1, 40).Select(it => $"h{it}").ToArray();
        string AreaOf(string id) => int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) switch { <= 10 => Bureau.OtherStreet, <= 25 => Bureau.First, _ => Bureau.Second };
        new Random(provider.Length).Shuffle(ids);
        await bureau.ImportAsync([.. ids.Select(id => Bureau.Row(id, area: AreaOf(id)))]);
        await bureau.PostAsync("register/h7/end", new { reason = "moved-away", on = "2026-03-05" });
        var audit = await bureau.PostAsync("accuracy-audits", new { area = "320102", margin = 20, seed = "2026-03-公证" }, System.Net.HttpStatusCode.Created);
        Assert.Equal((39, 16), ((int)audit["population"]!, (int)audit["size"]!)); // 24.01 / (1 + 23.01 / 39) = 15.1
        static string Order(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("2026-03-公证:" + id)));
        string[] Drawn(string street, int size) =>
            [.. ids.Where(id => id != "h7" && AreaOf(id).StartsWith(street, StringComparison.Ordinal)).OrderBy(Order, StringComparer.Ordinal).Take(size).Select((id, at) => $"{street},{at + 1},{id},{AreaOf(id)},open,,,")];
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var lines = (await http.GetStringAsync($"{Root}/{audit["id"]}/sample")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["stratum,place,household,area,outcome,wrong,reason,recorded_at", .. Drawn("320102002", 12), .. Drawn("320102003", 4)], lines); // 12.31 and 3.69 of 16
        var byCommunity = await bureau.PostAsync("accuracy-audits", new { area = "320102002000", margin = 20 }, System.Net.HttpStatusCode.Created);
        Assert.Equal(32, ((string)byCommunity["seed"]!).Length);
        Assert.Equal([Bureau.First, Bureau.Second], (await bureau.GetAsync($"{Root}/{byCommunity["id"]}"))["strata"]!.AsArray().Select(it => (string)it!["area"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_found_on_the_spot_is_counted_and_what_is_wrong_becomes_corrections(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync([.. Enumerable.Range(1, 4).Select(it => Bureau.Row($"h{it}", phone: "13812345678")), Bureau.Row("o1", area: Bureau.OtherStreet)]);
        var id = (string)(await bureau.PostAsync("accuracy-audits", new { area = "320102", margin = 1 }, System.Net.HttpStatusCode.Created))["id"]!;
        using var community = bureau.Community();
        using var other = bureau.Service.As(Role.Street, "320102003");
        Assert.Equal("right", await FoundAsync(community, id, "h1", new { outcome = "right" }));
        var wrong = new { outcome = "wrong", evidence = "本人出示手机", wrong = new object[] { new { field = "phone", person = 1, value = "13987654321" }, new { field = "needs", value = "legal" }, new { field = "birth", person = 1 } } };
        Assert.Equal("wrong", await FoundAsync(community, id, "h2", wrong));
        Assert.Equal("not-met", await FoundAsync(community, id, "h3", new { outcome = "not-met", reason = "absent" }));
        Assert.Equal("household-is-drawn", await FoundAsync(community, id, "o1", new { outcome = "right" }));
        Assert.Equal("stale-version", await FoundAsync(community, id, "h3", new { outcome = "right" }));
        Assert.Equal("right", await FoundAsync(community, id, "h3", new { outcome = "right" }, version: 2));
        Assert.Equal("right", await FoundAsync(other, id, "o1", new { outcome = "right" }));
        var corrections = await Correcting.ListAsync(community, "?mine=true");
        Assert.Equal(2, corrections.Length);
        var shown = await bureau.OneAsync(corrections[0]);
        Assert.Equal(("h2", id, "本人出示手机"), ((string)shown["household"]!, (string)shown["reference"]!, (string)shown["evidence"]!));

        var result = await bureau.GetAsync($"{Root}/{id}");
        Assert.Equal("""{"needs":1,"persons.birth":1,"persons.phone":1}""", result["wrong"]!.ToJsonString());
        Assert.Equal((1, 0), ((int)result["open"]!, (int)result["notMet"]!));
        Assert.Equal(["320102002 4 4 2 1 0 1", "320102003 1 1 1 0 0 0"], result["strata"]!.AsArray().Select(it => $"{it!["area"]} {it["population"]} {it["size"]} {it["right"]} {it["wrong"]} {it["notMet"]} {it["open"]}"));
        Assert.Equal(4d / 5 * 2 / 3 + 1d / 5, (double)result["estimate"]!["accuracy"]!, 12);
        Assert.InRange((double)result["estimate"]!["low"]!, 0.2, 0.7);
        Assert.Equal(["320102003"], (await bureau.GetAsync($"{Root}/{id}", Role.Street, "320102003"))["strata"]!.AsArray().Select(it => (string)it!["area"]!));
        Assert.Equal(["h4"], (await bureau.GetAsync($"{Root}/{id}/sample?open=true"))["items"]!.AsArray().Select(it => (string)it!["household"]!));
        Assert.Equal(["h1", "h2", "h3", "h4"], (await bureau.GetAsync($"{Root}/{id}/sample", Role.Community, Bureau.First))["items"]!.AsArray().Select(it => (string)it!["household"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_closed_changes_no_more_and_who_is_inside_its_area_does_not_close_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        var id = (string)(await bureau.PostAsync("accuracy-audits", new { area = "320102" }, System.Net.HttpStatusCode.Created))["id"]!;
        using var inside = bureau.Service.As(Role.CivilAffairs, "320102002");
        using var stranger = bureau.Service.As(Role.CivilAffairs, "320104");
        using var office = bureau.CivilAffairs;
        using var community = bureau.Community();
        Assert.Equal("area-in-scope", await CloseAsync(inside, id));
        Assert.Equal("accuracy-audit-is-known", await CloseAsync(stranger, id));
        Assert.Equal("stale-version", await CloseAsync(office, id, version: 2));
        Assert.Equal("closed", await CloseAsync(office, id));
        Assert.Equal("accuracy-audit-is-open", await CloseAsync(office, id, version: 2));
        Assert.Equal("accuracy-audit-is-open", await FoundAsync(community, id, "h1", new { outcome = "right" }));
        Assert.Null((await bureau.GetAsync($"{Root}/{id}"))["estimate"]!["accuracy"]);
        Assert.Equal(["write accuracy-open", "write accuracy-close"], (await bureau.ActsAsync()).Where(it => it.Contains("accuracy", StringComparison.Ordinal)).Select(it => string.Join(' ', it.Split(' ')[..2])));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_asked_and_found_follows_its_rules(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"));
        using var office = bureau.CivilAffairs;
        foreach (var (asked, expected) in new (object, string)[]
            {
                (new { area = "320104" }, "area area-in-scope"), (new { area = "32010" }, "area area-code-form"), (new { area = Bureau.OtherStreet }, "area-has-households"),
                (new { area = "320102", confidence = 96, margin = 0, expected = 100, seed = "a b" }, "confidence code-is-known, margin number-in-range, expected number-in-range, seed id-form"),
            })
        {
            using var answer = await office.PostAsJsonAsync(Root, asked);
            Assert.Equal(expected, Correcting.Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!));
        }
        var id = (string)(await bureau.PostAsync("accuracy-audits", new { area = "320102" }, System.Net.HttpStatusCode.Created))["id"]!;
        using var community = bureau.Community();
        foreach (var (found, expected) in new (object, string)[]
            {
                (new { outcome = "open" }, "outcome code-is-known"), (new { outcome = "wrong" }, "wrong wrong-fields-are-named"), (new { outcome = "not-met" }, "reason code-is-known"),
                (new { outcome = "right", wrong = new[] { new { field = "needs" } } }, "wrong wrong-fields-are-named"), (new { outcome = "right", reason = "absent" }, "reason code-is-known"),
                (new { outcome = "wrong", wrong = new[] { new { field = "need" } } }, "wrong[0].field code-is-known"),
                (new { outcome = "wrong", wrong = new[] { new { field = "needs" }, new { field = "needs" } } }, "wrong[1].field field-named-once"),
                (new { outcome = "wrong", wrong = new[] { new { field = "needs", value = "legal" } } }, "evidence is-given"),
                (new { outcome = "wrong", evidence = "x", wrong = new[] { new { field = "needs", value = "medical" } } }, "correction-says-something-new"),
            })
            Assert.Equal(expected, await FoundAsync(community, id, "h1", found));
        Assert.Equal("open", (string)(await bureau.GetAsync($"{Root}/{id}/sample"))["items"]![0]!["outcome"]!);
    }

    static async Task<string> FoundAsync(HttpClient http, string audit, string household, object found, long version = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Root}/{audit}/sample/{household}") { Content = JsonContent.Create(found) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (string?)said["line"]?["outcome"] ?? Correcting.Told(said);
    }

    static async Task<string> CloseAsync(HttpClient http, string audit, long version = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/{audit}/close");
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return said["audit"]?["closedAt"] is not null ? "closed" : Correcting.Told(said);
    }
}
