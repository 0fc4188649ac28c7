using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Households.Tests;

public sealed class NeedRuleVersionTests
{
    const string Root = "/api/v1/households/";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_that_another_person_adopts_scores_every_household_and_says_before_what_it_changes(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", categories: "child", needs: ""), Bureau.Row("h2", categories: "disability", needs: ""), Bureau.Row("h3", area: Bureau.OtherStreet, categories: "disability", needs: "legal"));
        await bureau.Told.WaitAsync(1);
        Assert.Equal(2, (int)(await ProposeAsync(bureau, new { child = 20, disability = 25 }, new { legal = 4 }))["rule"]!["version"]!);
        var effect = await bureau.GetAsync(Root + "need-rules/2/effect");
        // child 25 → 20, disability 20 → 25, disability and legal 24 → 29: the first two change places.
        Assert.Equal("""{"area":null,"households":3,"raised":2,"lowered":1,"pointsUp":10,"pointsDown":5,"mostUp":5,"mostDown":5,"reordered":2,"changed":3}""", effect["all"]!.ToJsonString());
        Assert.Equal("320102002000 2|320102003000 0", string.Join('|', effect["streets"]!.AsArray().Select(it => $"{it!["area"]} {it["reordered"]}")));
        Assert.Equal((1, 25), await NeedAsync(bureau, "h1"));

        bureau.Time.Pass(TimeSpan.FromDays(1));
        await AdoptAsync(bureau, 2);
        Assert.Equal((2, 20), await NeedAsync(bureau, "h1"));
        Assert.Equal((1, 25), await NeedAsync(bureau, "h1", "2026-03-10"));
        Assert.Equal((2, 20), await NeedAsync(bureau, "h1", "2026-03-11"));
        Assert.Equal("h1 20 2|h2 25 2|h3 29 2", string.Join('|', (await bureau.GetAsync(Root + "register"))["items"]!.AsArray().Select(it => $"{it!["id"]} {it["need"]} {it["version"]}")));
        await bureau.Told.WaitAsync(1);
        Assert.Equal("h1 20 2|h2 25 2|h3 29 2", string.Join('|', bureau.Told.Households.Skip(3).Select(it => $"{it.Id} {it.Need} {it.Version}")));
        Assert.Equal(("replaced", "25"), ((string)(await bureau.GetAsync(Root + "need-rules/1"))["state"]!, $"{(await bureau.GetAsync(Root + "need-rules/1"))["rule"]!["categories"]!["child"]}"));
        Assert.Single((await bureau.GetAsync(Root + "register/h1/timeline")).AsArray());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_score_that_stays_is_no_change_of_the_household(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Sample.Rows(1_200, seed: 5));
        await bureau.Told.WaitAsync(3);
        var before = (await StoredAsync(bureau)).ToDictionary(it => it.Id);
        var points = NeedRule.Default.Categories.ToDictionary(it => it.Key, it => it.Key == "child" ? 26 : it.Value);
        await ProposeAsync(bureau, points, NeedRule.Default.Needs);
        await AdoptAsync(bureau, 2);
        var after = await StoredAsync(bureau);
        var changed = after.Count(it => it.Need != before[it.Id].Need);
        Assert.InRange(changed, 50, 1_000);
        Assert.All(after, it => Assert.Equal((2, it.Need == before[it.Id].Need ? 1 : 2), (it.RuleVersion, (int)it.Version)));
        var run = (await bureau.GetAsync(Root + "need-rules/2"))["rescoring"]!;
        Assert.Equal((1_200, changed), ((int)run["looked"]!, (int)run["changed"]!));
        await bureau.Told.WaitAsync((changed + 499) / 500);
        Assert.Equal(changed, bureau.Told.Households.Count(it => it.Version == 2));
        Assert.All(bureau.Told.Packets, it => Assert.InRange(it, 1, 500));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_who_is_pushed_while_a_rule_begins_stays_under_the_old_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        for (var round = 2; round <= 5; round++)
        {
            await ProposeAsync(bureau, new { child = 10 + round, disability = 40 - round }, new { legal = round });
            using var system = bureau.System();
            using var pushed = await Pushing.SendAsync(system, $"{round}", Pushing.Csv(Sample.Rows(1_000 * round, seed: round)));
            Assert.Equal(HttpStatusCode.Accepted, pushed.StatusCode);
            await AdoptAsync(bureau, round);
            await Pushing.EndedAsync(system, (string)JsonNode.Parse(await pushed.Content.ReadAsStringAsync())!["id"]!);
        }
        var stored = await StoredAsync(bureau);
        Assert.InRange(stored.Count, 4_900, 5_000); // the sample says some ID numbers twice
        Assert.DoesNotContain(stored, it => it.RuleVersion != 5);
        var rule = await bureau.GetAsync(Root + "need-rule");
        Assert.All(stored, it => Assert.Equal(it.Need, it.HeldCodes.Sum(code => (int)rule["categories"]![code]!) + it.Needs.Sum(code => (int)rule["needs"]![code]!)));
        await Eventually.HoldsAsync(() =>
        {
            var told = bureau.Told.Households.GroupBy(it => it.Id).ToDictionary(it => it.Key, it => it.MaxBy(of => of.Version)!);
            return Task.FromResult(stored.TrueForAll(it => told.TryGetValue(it.Id, out var last) && (last.Need, last.Version) == (it.Need, it.Version)));
        });
    }

    [Fact]
    public async Task A_rescoring_that_is_stopped_goes_on_where_it_was_and_changes_each_household_once()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.PushAsync("1", Pushing.Csv(Sample.Rows(12_000, seed: 7)));
        await ProposeAsync(bureau, new { child = 1 }, new { legal = 1 });
        using (var http = bureau.Service.As(Role.CivilAffairs, "320102", subject: "second")) (await http.PostAsync(Root + "need-rules/2/adopt", null)).EnsureSuccessStatusCode();
        for (var time = 0; time < 3; time++) await bureau.RestartAsync();
        await RescoredAsync(bureau, 2);
        var (run, stored) = ((await bureau.GetAsync(Root + "need-rules/2"))["rescoring"]!, await StoredAsync(bureau));
        Assert.Equal(stored.Count, (int)run["looked"]!);
        Assert.All(stored, it => Assert.True(it.RuleVersion == 2 && it.Version <= 2));
        Assert.Equal((int)run["changed"]!, stored.Count(it => it.Version == 2));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_for_a_day_to_come_begins_on_that_day(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", categories: "child", needs: ""));
        await ProposeAsync(bureau, new { child = 1 }, new { }, "2026-03-12");
        await AdoptAsync(bureau, 2, begins: false);
        await ProposeAsync(bureau, new { child = 2 }, new { }, "2026-03-12");
        await AdoptAsync(bureau, 3, begins: false);
        await BeginAsync(bureau);
        Assert.Equal((1, 25), await NeedAsync(bureau, "h1"));
        bureau.Time.Pass(TimeSpan.FromDays(2));
        await BeginAsync(bureau);
        await RescoredAsync(bureau, 3);
        Assert.Equal((3, 2), await NeedAsync(bureau, "h1"));
        Assert.Equal((1, 25), await NeedAsync(bureau, "h1", "2026-03-11"));
        Assert.Equal("in-force replaced replaced", string.Join(' ', (await bureau.GetAsync(Root + "need-rules"))["items"]!.AsArray().Select(it => (string)it!["state"]!)));
    }

    [Fact]
    public async Task What_is_no_rule_or_not_ones_own_to_decide_is_refused()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"));
        object Rule(int cap = 100, int child = 1, string code = "legal", string from = "2026-03-10", string reason = "调整") =>
            new { cap, categories = new { child }, needs = new Dictionary<string, int> { [code] = 1 }, from, reason };
        async Task FaultAsync(object rule, string fault) => Assert.Equal(fault, Assert.Single(Bureau.Faults(await bureau.PostAsync("need-rules", rule, HttpStatusCode.BadRequest))));
        await FaultAsync(Rule(cap: 101), "0 cap points-within-limit");
        await FaultAsync(Rule(child: -1), "0 categories points-within-limit");
        await FaultAsync(Rule(code: "wishes"), "0 needs code-is-known");
        await FaultAsync(Rule(from: "2026-03-09"), "0 from rule-begins-today-or-later");
        await FaultAsync(Rule(reason: " "), "0 reason is-given");
        await bureau.PostAsync("need-rules", Rule(), HttpStatusCode.Created);
        async Task RefusedAsync(string path, string rule, string subject = "second", string area = "320102")
        {
            using var http = bureau.Service.As(Role.CivilAffairs, area, subject: subject);
            using var answer = await http.PostAsJsonAsync(Root + path, Rule());
            Assert.Equal((HttpStatusCode.Conflict, rule), (answer.StatusCode, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["rule"]!));
        }
        await RefusedAsync("need-rules", "rule-is-for-all-households", area: "320104");
        await RefusedAsync("need-rules/2/adopt", "rule-is-for-all-households", area: "320102003");
        using (var own = bureau.CivilAffairs)
            Assert.Equal("rule-is-adopted-by-another", (string)JsonNode.Parse(await (await own.PostAsync(Root + "need-rules/2/adopt", null)).Content.ReadAsStringAsync())!["rule"]!);
        await bureau.PostAsync("need-rules/2/withdraw", new { });
        await RefusedAsync("need-rules/2/adopt", "rule-waits-for-a-decision");
        await RefusedAsync("need-rules/1/withdraw", "rule-waits-for-a-decision");
        Assert.Equal(1, (int)(await bureau.GetAsync(Root + "need-rule"))["version"]!);
    }

    static Task<JsonNode> ProposeAsync(Bureau bureau, object categories, object needs, string? from = null) => bureau.PostAsync(
        "need-rules", new { cap = 100, categories, needs, from = from ?? $"{bureau.Time.GetUtcNow():yyyy-MM-dd}", reason = "调整" }, HttpStatusCode.Created);

    static async Task AdoptAsync(Bureau bureau, int number, bool begins = true)
    {
        using var http = bureau.Service.As(Role.CivilAffairs, "320102", subject: "second");
        using var answer = await http.PostAsync($"{Root}need-rules/{number}/adopt", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        if (begins) await RescoredAsync(bureau, number);
    }

    static Task RescoredAsync(Bureau bureau, int number) => Eventually.HoldsAsync(async () => (string?)(await bureau.GetAsync($"{Root}need-rules/{number}"))["rescoring"]?["state"] == "done");

    static async Task<(int Rule, int Score)> NeedAsync(Bureau bureau, string id, string? on = null)
    {
        var score = await bureau.GetAsync($"{Root}register/{id}/need" + (on is null ? "" : "?on=" + on));
        Assert.Equal((int)score["score"]!, score["lines"]!.AsArray().Sum(it => (int)it!["points"]!));
        return ((int)score["rule"]!, (int)score["score"]!);
    }

    static async Task<List<Household>> StoredAsync(Bureau bureau)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await scope.ServiceProvider.GetRequiredService<HouseholdsStore>().Households.AsNoTracking().OrderBy(it => it.Id).ToListAsync();
    }

    static async Task BeginAsync(Bureau bureau)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var work = scope.ServiceProvider.GetRequiredService<StartNeedRules>();
        foreach (var subject in await work.SubjectsAsync(CancellationToken.None)) await work.DoAsync(subject, CancellationToken.None);
    }
}
