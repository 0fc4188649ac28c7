using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Households.Tests.Consenting;

namespace Households.Tests;

/// <summary>What two households have said that turn out to be one, and what is left of it when nobody is to be known by it.</summary>
public sealed class ConsentMergeTests
{
    const string Register = "/api/v1/households/register/";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <param name="own">what the one that stays has said of contact, and on which day of March</param>
    /// <param name="expected">what holds of it then, and how many records it has</param>
    [Theory]
    [InlineData("-", "-", "- 0")]
    [InlineData("-", "given 5", "given 1")]
    [InlineData("-", "refused 5", "refused 1")]
    [InlineData("given 5", "-", "given 1")]
    [InlineData("given 5", "given 9", "given 1")]
    [InlineData("given 5", "refused 3", "refused 2")]
    [InlineData("given 5", "withdrawn 9", "withdrawn 2")]
    [InlineData("refused 5", "given 9", "refused 1")]
    [InlineData("withdrawn 5", "refused 9", "withdrawn 1")]
    public async Task A_no_of_either_holds_and_what_only_one_was_asked_holds_for_both(string own, string other, string expected)
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"));
        foreach (var (id, said) in new[] { ("h1", own), ("h2", other) })
            if (said.Split(' ') is [var outcome, var day]) await bureau.SaidAsync(id, Word(outcome, on: $"2026-03-0{day}"));
        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        var shown = await bureau.ConsentsAsync("h1");
        Assert.Equal(expected, $"{(string?)shown["holds"]![0]!["outcome"] ?? "-"} {shown["items"]!.AsArray().Count}");
        await bureau.SaidAsync("h1", Word("given"));
        Assert.Equal("given", (string)(await bureau.ConsentsAsync("h1"))["holds"]![0]!["outcome"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_carried_over_names_who_said_it_and_is_told(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.Second));
        await bureau.SaidAsync("h1", Word("given", on: "2026-03-05"));
        await bureau.SaidAsync("h2", Word("given", "publication", "2026-03-04", evidence: "同意书 8 号"), Word("refused", on: "2026-03-03"));
        bureau.Time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("200", await bureau.MergeAsync("h1", "h2"));
        Assert.Equal("refused - given", await bureau.HoldsAsync("h1"));
        Assert.Equal(
            ["contact given 2026-03-05 in-person-signed  ", "contact refused 2026-03-05 by-merge h2 ", "publication given 2026-03-04 by-merge h2 同意书 8 号"],
            (await bureau.ConsentsAsync("h1"))["items"]!.AsArray().Select(it => $"{it!["scope"]} {it["outcome"]} {it["on"]} {it["how"]} {it["saidBy"]} {it["evidence"]}"));
        Assert.Equal("", (string)(await bureau.ConsentsAsync("h1", Role.Community, Bureau.First))["items"]![1]!["saidBy"]!);
        Assert.Equal(["h1 contact given 1", "h1 contact refused 2", "h1 publication given 1", "h2 contact refused 1", "h2 publication given 1"], await bureau.ToldConsentsAsync(5));
        Assert.Equal(2, bureau.Told.Of<HouseholdConsentChanged>().Single(it => it.Items.Any(item => item is { Id: "h1", Version: 2 })).Items.Count);
        Assert.Equal(
            ["write consent household/h1 scope=contact outcome=refused number=2", "write consent household/h1 scope=publication outcome=given number=3"],
            (await bureau.ActsAsync("&household=h1")).Where(it => it.Contains("consent", StringComparison.Ordinal)).Skip(1));
        var story = (await bureau.GetAsync(Register + "h1/timeline")).AsArray();
        Assert.Equal("entered consent-given merged-with consent-refused consent-given", string.Join(' ', story.Select(it => it!["lines"]![0]!["what"])));
        Assert.Equal("entered consent-given consent-refused", string.Join(' ', story[2]!["other"]!.AsArray().Select(it => it!["lines"]![0]!["what"])));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Anonymising_takes_the_evidence_and_leaves_what_was_said_to_be_counted(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"));
        await bureau.SaidAsync("h1", Word("given", evidence: "同意书 9 号"), Word("refused", "callback", evidence: "录音 3"));
        await bureau.SaidAsync("h2", Word("given", evidence: "同意书 10 号"));
        Assert.DoesNotContain("同意书", await StoredAsync(bureau), StringComparison.Ordinal); // sealed
        await bureau.PostAsync("register/h1/end", new { reason = "moved-away", on = "2026-03-10" });
        await bureau.AnonymiseAsync("h1", "one");
        await bureau.AnonymiseAsync("h1", "two");
        var verdict = await bureau.VerifyAnonymisedAsync();
        Assert.Equal((1, 0), (verdict.Anonymised, verdict.Holding));
        var opened = await bureau.OpenedAsync();
        Assert.DoesNotContain("同意书 9 号", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("录音 3", opened, StringComparison.Ordinal);
        Assert.Contains("同意书 10 号", opened, StringComparison.Ordinal);
        Assert.Equal("given refused -", await bureau.HoldsAsync("h1"));
        await bureau.AlterAsync("UPDATE consent_records SET \"Household\" = 'h1', \"Number\" = 7 WHERE \"Household\" = 'h2'");
        Assert.Equal(1, (await bureau.VerifyAnonymisedAsync()).Places["consent_records"]);
    }

    /// <summary>Of every record what stands in its column.</summary>
    static Task<string> StoredAsync(Bureau bureau) => bureau.DoAsync<HouseholdsStore, string>(async db =>
        string.Join('\n', await db.Database.SqlQuery<string>($"SELECT \"Evidence\" AS \"Value\" FROM consent_records WHERE \"Evidence\" IS NOT NULL").ToListAsync()));
}
