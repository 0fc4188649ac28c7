using System.Net;
using System.Text.Json.Nodes;
using Contracts.Households;
using Defaults;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

public sealed class MergeTests
{
    const string Number = "11010519491231002X";
    const string Register = "/api/v1/households/register/";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>Two families that are one: the head is in both, a child in the first, a parent and another in the second.</summary>
    static async Task FamiliesAsync(Bureau bureau)
    {
        await bureau.RegisterAsync("h1", $$"""{"role":"head","name":"鄢懿翀","idNumber":"{{Number}}"},{"role":"child","name":"鄢小宝","birth":"2015-06-07","categories":["child"]}""",
            ""","categories":["minimum-living"],"needs":["medical"]""");
        await bureau.RegisterAsync("h2", $$"""{"role":"head","name":"鄢懿翀","idNumber":"{{Number}}","phone":"13812345678","categories":["disability"]},{"role":"child","name":"鄢小宝","birth":"2015-06-07"},{"role":"parent","name":"澹台灭明","birth":"1925-01-02","categories":["elder-alone"]}""",
            ""","categories":["serious-illness"],"needs":["company","medical"],"address":"鸬鹚巷七十七号" """, Bureau.Second);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_stays_with_the_persons_and_needs_of_both_and_the_other_ends_in_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FamiliesAsync(bureau);
        await bureau.Told.WaitAsync(2);
        var preview = await bureau.GetAsync($"{Duplicating.Root}/pairs/h2/h1/merge?keep=h1");
        Assert.Equal(
            """[{"kept":1,"other":1},{"kept":2,"other":2}] [{"number":3,"role":"parent"}] ["medical","company"] ["minimum-living","serious-illness"]""",
            $"{preview["same"]!.ToJsonString()} {preview["joining"]!.ToJsonString()} {preview["needs"]!.ToJsonString()} {preview["categories"]!.ToJsonString()}");
        Assert.True((bool)(await bureau.GetAsync(Register + "h2"))["active"]!); // nothing has happened yet

        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        var kept = await bureau.GetAsync(Register + "h1");
        Assert.Equal("1 head 鄢**, 2 child 鄢**, 3 parent 澹**", string.Join(", ", kept["persons"]!.AsArray().Select(it => $"{it!["number"]} {it["role"]} {it["name"]}")));
        Assert.Equal(
            "0 minimum-living, 0 serious-illness, 1 disability, 2 child, 3 elder-alone",
            string.Join(", ", kept["categories"]!.AsArray().Select(it => $"{it!["person"] ?? 0} {it["code"]}").Order(StringComparer.Ordinal)));
        Assert.Equal("""["medical","company"] 2026-03-10 2""", $"{kept["needs"]!.ToJsonString()} {kept["asOf"]} {kept["version"]}");
        var ended = await bureau.GetAsync(Register + "h2");
        Assert.Equal("false merged 2026-03-10 h1", $"{ended["active"]} {ended["endReason"]} {ended["endedOn"]} {ended["mergedInto"]}");
        await bureau.Told.WaitAsync(1);
        var packet = bureau.Told.Of<HouseholdsChanged>()[^1].Items;
        Assert.Equal(["h1 True 2", "h2 False 2"], packet.Select(it => $"{it.Id} {it.Active} {it.Version}"));
        Assert.Equal(["write merge household/h1 joined=1 same=2", "write merge-end household/h2"], (await bureau.ActsAsync("&household=h2")).Where(it => it.Contains("merge", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_push_that_knows_nothing_of_the_merge_does_not_undo_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", needs: "medical"), Bureau.Row("h2", needs: "company"));
        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        bureau.Time.Pass(TimeSpan.FromDays(1));
        var ignorant = await bureau.PushAsync("1", Csv(Bureau.Row("h1", needs: "medical", asOf: "2026-03-11")), asOf: "2026-03-11");
        Assert.Equal(["2 h1 parked id undoes-merge"], await bureau.ReportAsync(ignorant));
        Assert.Equal("""["medical","company"]""", (await bureau.GetAsync(Register + "h1"))["needs"]!.ToJsonString());
        var knowing = await bureau.PushAsync("2", Csv(Bureau.Row("h1", needs: "medical;company;legal", asOf: "2026-03-11")), asOf: "2026-03-11");
        Assert.Equal(1, (int)knowing["changed"]!);
    }

    [Fact]
    public async Task A_household_elsewhere_is_not_named_to_who_sees_one_of_both()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.OtherStreet));
        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        foreach (var path in (string[])["h2", "h2/timeline", "h2/sources"])
        {
            var shown = await bureau.GetAsync(Register + path, Defaults.Role.Street, "320102003");
            Assert.DoesNotContain("h1", shown.ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Equal("h1", (string)(await bureau.GetAsync(Register + "h2"))["mergedInto"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Both_histories_stay_and_the_timeline_tells_of_the_merge_and_what_the_other_was(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FamiliesAsync(bureau);
        await bureau.MergeAsync("h1", "h2");
        var story = (await bureau.GetAsync(Register + "h1/timeline")).AsArray();
        Assert.Equal(2, story.Count);
        Assert.Equal("merge/h2/civil-affairs-320102", (string)story[1]!["origin"]!);
        Assert.Equal(
            ["merged-with h2", "need-began company", "person-changed phone", "person-joined parent", "category-began serious-illness", "category-began disability", "category-began elder-alone"],
            Lines(story[1]!));
        var other = story[1]!["other"]!.AsArray();
        Assert.Equal($"entered {Bureau.Second}", Lines(Assert.Single(other)!)[0]);
        var itself = (await bureau.GetAsync(Register + "h2/timeline")).AsArray();
        Assert.Equal(["merged-into h1", "ended merged"], Lines(itself[1]!));
        Assert.Equal("200", $"{(int)await StatusAsync(bureau, Register + "h2/on/2026-03-05", Bureau.Second)}");
        // A community sees that the merge was, and of another community's household no more than that.
        var narrow = (await bureau.GetAsync(Register + "h1/timeline", Role.Community, Bureau.First)).AsArray();
        Assert.Equal("merged-with ", Lines(narrow[1]!)[0]);
        Assert.Null(narrow[1]!["other"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_caller_chooses_who_joins_and_what_holds(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FamiliesAsync(bureau);
        async Task<string> TryAsync(object input) => await bureau.MergeAsync("h1", "h2", input);
        Assert.Equal("keep-is-of-the-pair", await TryAsync(new { keep = "h3" }));
        Assert.Equal("person-is-known", await TryAsync(new { keep = "h1", persons = new[] { new { number = 9 } } }));
        Assert.Equal("one-head", await TryAsync(new { keep = "h1", persons = new[] { new { number = 3, role = "head" } } }));
        Assert.Equal("code-is-known", await TryAsync(new { keep = "h1", persons = new[] { new { number = 3, role = "uncle" } } }));
        Assert.Equal("person-named-once", await TryAsync(new { keep = "h1", persons = new[] { new { number = 3 }, new { number = 3 } } }));
        Assert.Equal("person-is-not-there-yet", await TryAsync(new { keep = "h1", persons = new[] { new { number = 2 } } }));
        Assert.Equal("code-is-known", await TryAsync(new { keep = "h1", needs = new[] { "gold" } }));
        Assert.Equal("200", await TryAsync(new { keep = "h1", persons = Array.Empty<object>(), needs = new[] { "legal" }, categories = Array.Empty<string>() }));
        var kept = await bureau.GetAsync(Register + "h1");
        Assert.Equal("""2 ["legal"]""", $"{kept["persons"]!.AsArray().Count} {kept["needs"]!.ToJsonString()}");
        Assert.DoesNotContain(kept["categories"]!.AsArray(), it => it!["person"] is null && it["validTo"] is null);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_merge_is_of_both_as_they_were_read_and_by_who_has_both_in_reach(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FamiliesAsync(bureau);
        using var http = bureau.CivilAffairs;
        using var preview = await http.GetAsync($"{Duplicating.Root}/pairs/h1/h2/merge?keep=h1");
        await bureau.PushAsync("1", Csv(Bureau.Row("h2", head: "鄢懿翀", idNumber: Number, area: Bureau.Second, needs: "legal", asOf: "2026-03-09")));
        Assert.Equal("stale-version", await Duplicating.MergeAsync(http, "h1", "h2", new { keep = "h1" }, preview.Headers.ETag!.Tag));
        Assert.Equal("household-is-known", await bureau.MergeAsync("h1", "h2", area: "320102002001"));
        Assert.True((bool)(await bureau.GetAsync(Register + "h2"))["active"]!);
        var said = await Task.WhenAll(bureau.MergeAsync("h1", "h2"), bureau.MergeAsync("h2", "h1"));
        Assert.Single(said, it => it == "200");
        Assert.Single((await bureau.GetAsync("/api/v1/households/register?active=true"))["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_chain_ends_at_its_end_and_makes_no_circle(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("a", head: "甲"), Bureau.Row("b", head: "乙"), Bureau.Row("c", head: "丙"));
        Assert.Equal("200", await bureau.MergeAsync("b", "a"));
        Assert.Equal("merge-makes-no-circle", await bureau.MergeAsync("a", "b"));
        Assert.Equal("household-is-active", await bureau.MergeAsync("c", "a"));
        Assert.Equal("200", await bureau.MergeAsync("c", "b"));
        Assert.Equal("c c ", string.Join(' ', await Task.WhenAll(((string[])["a", "b", "c"]).Select(async id => (string?)(await bureau.GetAsync(Register + id))["mergedInto"]))));
        var persons = (await bureau.GetAsync(Register + "c"))["persons"]!.AsArray();
        Assert.Equal("head other other", string.Join(' ', persons.Select(it => it!["role"])));
        var story = (await bureau.GetAsync(Register + "c/timeline")).AsArray();
        Assert.Equal("merged-with b: merged-with a: entered", $"{Lines(story[1]!)[0]}: {Lines(story[1]!["other"]![1]!)[0]}: {(string)story[1]!["other"]![1]!["other"]![0]!["lines"]![0]!["what"]!}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_merged_household_is_not_brought_back_in_silence(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", head: "李建国"), Bureau.Row("h3", head: "周文")), "full");
        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        bureau.Time.Pass(TimeSpan.FromDays(2));
        var older = await bureau.PushAsync("2", Csv(Bureau.Row("h2", head: "李建国", needs: "legal", asOf: "2026-03-09")));
        Assert.Equal(["2 h2 unchanged as_of kept-in-history 2026-03-09"], await bureau.ReportAsync(older, doubtful: false));
        var ended = await bureau.PushAsync("3", Csv(Ended(Bureau.Row("h2", head: "李建国", asOf: "2026-03-11"), "2026-03-11", "deceased")));
        Assert.Equal(["2 h2 unchanged id household-was-merged"], await bureau.ReportAsync(ended, doubtful: false));
        var receipt = await bureau.ImportAsync(Bureau.Row("h2", head: "李建国", asOf: "2026-03-11"));
        Assert.Contains(receipt.Warnings, it => it.Rule == "household-was-merged");

        // A whole list that knows it by its old id means the one that it is now: that one is not missing, and h3 is.
        var full = await bureau.PushAsync("4", Csv(Bureau.Row("h2", head: "李建国", needs: "legal", asOf: "2026-03-12")), "full", "2026-03-12");
        Assert.Equal(["2 h2 parked id household-was-merged"], await bureau.ReportAsync(full));
        var missing = (await bureau.GetAsync($"{Root}/{full["id"]}/missing"))["items"]!.AsArray();
        Assert.Equal("h3", string.Join(' ', missing.Select(it => (string)it!["id"]!)));
        var row = (await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]![0]!;
        Assert.Equal("""household-was-merged ["h1"]""", $"{row["rule"]} {row["others"]!.ToJsonString()}");
        Assert.Equal("false h1", await StateAsync(bureau, "h2"));

        using (var http = bureau.CivilAffairs)
        using (var accept = await http.PostAsync($"/api/v1/households/parked-rows/{row["id"]}/accept", Body("""{"reason":"确为两户"}""", "application/json")))
            Assert.Equal(HttpStatusCode.NoContent, accept.StatusCode);
        Assert.Equal("true ", await StateAsync(bureau, "h2"));
        Assert.Equal("200", await bureau.MergeAsync("h2", "h1"));
        Assert.Equal("false h2", await StateAsync(bureau, "h1"));
        Assert.NotEmpty((await bureau.GetAsync(Register + "h2/timeline")).AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_row_that_was_parked_before_the_merge_does_not_undo_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Number), Bureau.Row("h2", head: "李建国"), Bureau.Row("h3")));
        await bureau.PushAsync("2", Csv(Bureau.Row("h2", head: "李建国", idNumber: Number, asOf: "2026-03-10")));
        var id = (await bureau.GetAsync("/api/v1/households/parked-rows"))["items"]![0]!["id"];
        Assert.Equal("200", await bureau.MergeAsync("h3", "h2"));
        using var http = bureau.CivilAffairs;
        using var accept = await http.PostAsync($"/api/v1/households/parked-rows/{id}/accept", Body("""{"reason":"相符"}""", "application/json"));
        Assert.Equal("household-was-merged", (string)JsonNode.Parse(await accept.Content.ReadAsStringAsync())!["rule"]!);
        Assert.Equal("false h3", await StateAsync(bureau, "h2"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nothing_personal_stands_in_what_is_answered_told_or_recorded(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FamiliesAsync(bureau);
        await bureau.LookAsync();
        var said = new System.Text.StringBuilder();
        foreach (var path in (string[])["", "/pairs/h1/h2", "/pairs/h1/h2/merge?keep=h2", "/crowds", "/looks"]) said.AppendLine((await bureau.GetAsync(Duplicating.Root + path)).ToJsonString(Wire.Json));
        Assert.Contains("澹**", said.ToString(), StringComparison.Ordinal);
        await bureau.DistinctAsync("h1", "h2");
        await bureau.TakeBackAsync("h1", "h2");
        Assert.Equal("200", await bureau.MergeAsync("h2", "h1"));
        await bureau.Told.WaitAsync(3);
        said.AppendLine(bureau.Told.Text);
        foreach (var it in await bureau.AuditAsync()) said.AppendLine(it.ToJsonString(Wire.Json));
        foreach (var id in (string[])["h1", "h2"]) said.AppendLine((await bureau.GetAsync(Register + id + "/timeline")).ToJsonString(Wire.Json));
        Assert.All((string[])["鄢懿", "鄢小", "澹台", Number, "13812345678", "鸬鹚巷七", "1925-01", "2015-06"], value => Assert.DoesNotContain(value, said.ToString(), StringComparison.Ordinal));
    }

    static string[] Lines(JsonNode entry) => [.. entry["lines"]!.AsArray().Select(it => $"{it!["what"]} {it["value"]}")];

    static async Task<string> StateAsync(Bureau bureau, string id)
    {
        var it = await bureau.GetAsync(Register + id);
        return $"{it["active"]} {it["mergedInto"]}";
    }

    static async Task<HttpStatusCode> StatusAsync(Bureau bureau, string path, string area)
    {
        using var http = bureau.Service.As(Role.Community, area);
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }
}
