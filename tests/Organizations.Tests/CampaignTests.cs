using System.Net;
using Contracts.Organizations;
using Support;

namespace Organizations.Tests;

public sealed class CampaignTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_campaign_is_opened_told_and_its_rules_are_changed(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var opened = await office.Department.PostAsync("campaigns", Samples.Campaign(organizationRules: new { load = 5000, radius = 3000 }), HttpStatusCode.Created);
        // What was not given is filled in, so that a later default changes nothing.
        Assert.Equal((20_000, true), (opened["organizationRules"]!["wProposer"]!.GetValue<int>(), opened["memberRules"]!["secondPlace"]!.GetValue<bool>()));
        Assert.Equal("organ", opened["waves"]![0]!["kinds"]![0]!.GetValue<string>());
        var told = await office.Told.NextAsync<CampaignChanged>();
        Assert.Equal(("k1", "320102", 5000L, 3000L, 1L), (told.Id, told.AreaPrefix, told.OrganizationRules.Load, told.OrganizationRules.Radius, told.Version));

        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Conflict);
        var rules = new { organizationRules = new { load = 0 }, memberRules = new { bonus = 10_000, secondPlace = false } };
        await office.Department.PutAsync("campaigns/k1/rules", rules, ifMatch: 2, HttpStatusCode.PreconditionFailed);
        var changed = await office.Department.PutAsync("campaigns/k1/rules", rules, ifMatch: 1, HttpStatusCode.OK);
        Assert.Equal(2, changed["version"]!.GetValue<long>());
        told = await office.Told.NextAsync<CampaignChanged>();
        Assert.Equal((0L, null, 10_000L, false, 2L), (told.OrganizationRules.Load, told.OrganizationRules.Radius, told.MemberRules.Bonus, told.MemberRules.SecondPlace, told.Version));
        Assert.Equal("k1", (await office.As("community", "320102002001").GetAsync("campaigns", HttpStatusCode.OK)).Ids().Single());
        await office.As("community", "320104001001").GetAsync("campaigns/k1", HttpStatusCode.NotFound);
        await office.As("organization-department", "320104").PutAsync("campaigns/k1/rules", rules, ifMatch: 2, HttpStatusCode.NotFound);
        // Who answers for a part of the campaign's area sees it, and does not set its rules.
        await office.As("organization-department", "320102002").PutAsync("campaigns/k1/rules", rules, ifMatch: 2, HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_campaign_says_within_how_many_days_helpers_are_replaced_and_when_it_ends(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var opened = await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        Assert.Equal((3, true), (opened["replaceWithinDays"]!.GetValue<int>(), opened["ends"] is null));
        Assert.Equal((3, null), await ToldAsync());
        foreach (var (rules, rule) in new (object, string)[]
        {
            (new { replaceWithinDays = 0 }, "replaced-within-1-to-60-days"), (new { replaceWithinDays = 61 }, "replaced-within-1-to-60-days"),
            (new { ends = "2026-02-28" }, "campaign-ends-after-it-starts"),
        })
            Assert.Equal(rule, (await office.Department.PutAsync("campaigns/k1/rules", rules, ifMatch: 1, HttpStatusCode.BadRequest))["rule"]!.GetValue<string>());
        await office.Department.PutAsync("campaigns/k1/rules", new { replaceWithinDays = 5, ends = "2026-12-31" }, ifMatch: 1, HttpStatusCode.OK);
        Assert.Equal((5, new DateOnly(2026, 12, 31)), await ToldAsync());
        // The same again changes nothing; whole as it is, what is not said is open again.
        var same = await office.Department.PutAsync("campaigns/k1/rules", new { replaceWithinDays = 5, ends = "2026-12-31" }, ifMatch: 2, HttpStatusCode.OK);
        Assert.Equal(2, same["version"]!.GetValue<long>());
        await office.Department.PutAsync("campaigns/k1/rules", new { }, ifMatch: 2, HttpStatusCode.OK);
        Assert.Equal((3, null), await ToldAsync());

        async Task<(int?, DateOnly?)> ToldAsync() => await office.Told.NextAsync<CampaignChanged>() is var told ? (told.ReplaceWithinDays, told.Ends) : default;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_campaign_sent_again_under_its_key_is_one_campaign(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        var department = office.Department;
        department.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var first = await department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        var again = await department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        Assert.Equal(first["id"]!.GetValue<string>(), again["id"]!.GetValue<string>());
        Assert.Single((await office.Department.GetAsync("campaigns", HttpStatusCode.OK)).Ids());
    }

    [Fact]
    public async Task A_campaign_that_breaks_a_rule_is_refused_by_its_name()
    {
        await using var office = await Office.OpenAsync("sqlite");
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        object Body(string name = "双结对", string area = "320102000000", string ends = "2026-06-30", object? waves = null, object? organizations = null, object? members = null, string id = "k1") => new
        {
            id, name, area, starts = "2026-03-01", dockingDeadline = ends, waves, organizationRules = organizations, memberRules = members,
        };
        object Wave(string kind, string ends = "2026-06-30") => new[] { new { name = "一", kinds = new[] { kind }, starts = "2026-03-01", deadline = ends } };
        foreach (var (body, field, rule) in new[]
        {
            (Body(name: " "), "name", "is-given"),
            (Body(id: ""), "id", "id-form"),
            (Body(name: "双\u202e结"), "name", "no-control-characters"),
            (Body(area: "3201"), "area", "area-code-form"),
            (Body(area: "320199000000"), "area", "area-in-scope"),
            (Body(area: "320102009000"), "area", "area-is-known"),
            (Body(area: "320104000000"), "area", "area-in-scope"),
            (Body(ends: "2026-02-28"), "dockingDeadline", "deadline-not-before-start"),
            (Body(waves: Wave("committee")), "waves.kinds", "code-is-known"),
            (Body(waves: Wave("community")), "waves.kinds", "communities-receive"),
            (Body(waves: Wave("organ", "2026-02-28")), "waves.deadline", "deadline-not-before-start"),
            (Body(organizations: new { wProposer = -1 }), "organizationRules.wProposer", "weight-is-not-negative"),
            (Body(organizations: new { load = -1 }), "organizationRules.load", "weight-is-not-negative"),
            (Body(organizations: new { radius = -1 }), "organizationRules.radius", "weight-is-not-negative"),
            (Body(organizations: new { k = 101 }), "organizationRules.k", "k-is-at-most-100"),
            (Body(organizations: new { objective = "cheapest" }), "organizationRules.objective", "code-is-known"),
            (Body(organizations: new { levels = 17 }), "organizationRules.levels", "levels-is-at-most-16"),
            (Body(members: new { k = 0 }), "memberRules.k", "k-is-at-least-1"),
            (Body(members: new { bonus = 1_000_000_000_001 }), "memberRules.bonus", "weight-is-at-most-1000000000000"),
        })
        {
            var problem = await office.Department.PostAsync("campaigns", body, HttpStatusCode.BadRequest);
            Assert.Equal([$"0 {field} {rule}"], problem.Errors());
            Assert.True(Defaults.Texts.Has(rule), rule);
        }
        Assert.Empty((await office.Department.GetAsync("campaigns", HttpStatusCode.OK)).Ids());
    }
}
