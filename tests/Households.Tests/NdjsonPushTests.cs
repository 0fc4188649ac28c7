using System.Text.Json;
using System.Text.Json.Nodes;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class NdjsonPushTests
{
    const string Type = "application/x-ndjson";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static object Row(string id, string asOf = "2026-03-01", object? end = null, string? address = null, params object[] persons) => new
    {
        id, area = Bureau.First, asOf, address, end, needs = (string[])["medical"],
        persons = persons.Length > 0 ? persons : [new { role = "head", name = "王秀英", birth = "1950-01-02" }],
    };

    static string Lines(params object[] rows) => string.Concat(rows.Select(row =>
        (row as string ?? JsonSerializer.Serialize(row, new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull })) + "\n"));

    [Theory, MemberData(nameof(Providers))]
    public async Task A_line_speaks_of_everyone_and_knows_again_who_is_there(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        object[] family = [new { role = "head", name = "王秀英", idNumber = "11010519491231002X" }, new { role = "child", name = "李建国", birth = "1980-05-06", categories = (string[])["disability"] }];
        Assert.Equal("done: 1 rows, 1 added, 0 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("1", Lines(Row("h1", persons: family)), type: Type)));
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("2", Lines(Row("h1", persons: family)), type: Type)));
        object[] grown = [family[1], new { role = "head", name = "王秀瑛", idNumber = "11010519491231002X" }, new { role = "grandchild", name = "李小宝" }];
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("3", Lines(Row("h1", "2026-03-05", persons: grown)), type: Type)));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        Assert.Equal(["1 head", "2 child", "3 grandchild"], shown["persons"]!.AsArray().Select(it => $"{it!["number"]} {it["role"]}"));
        Assert.Equal(["disability 2"], shown["categories"]!.AsArray().Select(it => $"{it!["code"]} {it["person"]}"));
        await bureau.PushAsync("4", Lines(Row("h1", "2026-03-06", persons: [grown[1]])), type: Type);
        Assert.Single((await bureau.GetAsync("/api/v1/households/register/h1"))["persons"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_bad_line_is_reported_and_stops_no_good_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await bureau.PushAsync("1", Lines(
            Row("h1"), "", "{", "[]", "null", """{"id":"h2","id":"h2"}""", """{"id":"h3","area":"320102002001","asOf":"2026-03-01","persons":[],"wealth":1}""",
            Row("h4", persons: [new { role = "child", name = "李建国" }]), "\"\ud83d\ude00\"", Row("h5", end: new { reason = "sold", on = "2026-03-02" }), Row("h6")), type: Type);
        Assert.Equal("done: 10 rows, 2 added, 0 changed, 0 unchanged, 8 rejected, 0 parked", Counts(batch));
        Assert.Equal(
            [
                "3  rejected $ row-is-json-object", "4  rejected $ row-is-json-object", "5  rejected row row-is-json-object", "6  rejected $.id row-is-json-object",
                "7  rejected $.wealth row-is-json-object", "8 h4 rejected persons one-head", "9  rejected $ row-is-json-object", "10 h5 rejected end.reason code-is-known", "10 h5 rejected end.on end-not-after-as-of",
            ],
            await bureau.ReportAsync(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_line_may_end_a_household_and_a_later_one_brings_it_back(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Lines(Row("h1")), type: Type);
        await bureau.PushAsync("2", Lines(Row("h1", "2026-03-08", end: new { reason = "out-of-need", on = "2026-03-05" })), type: Type);
        Assert.Equal("out-of-need 2026-03-05", Ended(await bureau.GetAsync("/api/v1/households/register/h1")));
        Assert.Equal("done: 1 rows, 0 added, 0 changed, 1 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("3", Lines(Row("h1", "2026-03-04", address: "梅园新村1号")), type: Type)));
        Assert.Equal("done: 1 rows, 0 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(await bureau.PushAsync("4", Lines(Row("h1", "2026-03-09")), type: Type)));
        Assert.Equal(" ", Ended(await bureau.GetAsync("/api/v1/households/register/h1")));
        var early = await bureau.PushAsync("5", Lines(Row("h1", "2026-03-09", end: new { reason = "deceased", on = "2026-02-01" })), type: Type);
        Assert.Equal(["1 h1 rejected ended_on end-not-before-beginning 2026-02-01"], await bureau.ReportAsync(early));
    }

    static string Ended(JsonNode household) => $"{household["endReason"]} {household["endedOn"]}";
}
