using System.Net;
using System.Net.Http.Json;
using Contracts.Members;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Volunteering.Tests.District;

namespace Volunteering.Tests;

/// <summary>Claiming and leaving places through the real service.</summary>
public sealed class ClaimTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_claims_a_place_leaves_it_and_claims_again(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(id: "p1");

        var claim = await district.ClaimAsync("p1", "M1");
        var claimed = await district.Told.NextAsync<PostClaimed>();
        using var member = district.Member("M1");
        var twice = await member.PostAsync($"{Api}/posts/p1/claims", null);
        var left = await ReadAsync<ClaimView>(await LeaveAsync(member, claim.Id, LeaveReason.Family));
        var leftTwice = await LeaveAsync(member, claim.Id, LeaveReason.Family);
        var again = await district.ClaimAsync("p1", "M1");

        Assert.Equal(new PostClaimed(claim.Id, "p1", "M1", "O1", First, claim.At), claimed);
        Assert.Equal("member-holds-one-place-there", await RuleAsync(twice, HttpStatusCode.Conflict));
        Assert.Equal((LeaveReason.Family, true), (left.LeftFor, left.LeftAt is not null));
        Assert.Equal("claim-is-open", await RuleAsync(leftTwice, HttpStatusCode.Conflict));
        Assert.Equal("family", (await district.Told.NextAsync<PostLeft>()).Reason);
        Assert.NotEqual(claim.Id, again.Id);
        Assert.Equal(1, await TakenAsync(district, "p1"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_organization_claims_for_its_own_members_only(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(id: "p1");
        using var own = district.Organ("O1");
        using var other = district.Organ("O2");

        var unnamed = await ClaimAsync(own, null);
        var strange = await ClaimAsync(other, "M1");
        var unknown = await ClaimAsync(own, "M9");
        var claim = await ReadAsync<ClaimView>(await ClaimAsync(own, "M1"), HttpStatusCode.Created);
        var unseen = await other.GetAsync($"{Api}/claims/{claim.Id}");
        var left = await LeaveAsync(other, claim.Id, LeaveReason.Work);

        Assert.Equal("member-is-named", await RuleAsync(unnamed, HttpStatusCode.BadRequest));
        Assert.Equal("member-is-known", await RuleAsync(strange, HttpStatusCode.NotFound));
        Assert.Equal("member-is-known", await RuleAsync(unknown, HttpStatusCode.NotFound));
        Assert.Equal("M1", claim.Member);
        Assert.Equal("claim-is-known", await RuleAsync(unseen, HttpStatusCode.NotFound));
        Assert.Equal("claim-is-known", await RuleAsync(left, HttpStatusCode.NotFound));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_is_not_known_in_service_or_speaks_for_another_or_comes_late_is_refused(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(new MembersChanged([Member("M1", 1), Member("M2", 1, inService: false)]));
        await district.SetAsync(Post(id: "p1") with { Until = new DateOnly(2026, 3, 2) });

        var unknown = await ClaimAsync(district.Member("M9"), null);
        var gone = await ClaimAsync(district.Member("M2"), null);
        var foreign = await ClaimAsync(district.Member("M1"), "M2");
        district.Time.Pass(TimeSpan.FromHours(15)); // midnight in the country
        var late = await ClaimAsync(district.Member("M1"), null);

        Assert.Equal("member-is-in-service", await RuleAsync(unknown, HttpStatusCode.Conflict));
        Assert.Equal("member-is-in-service", await RuleAsync(gone, HttpStatusCode.Conflict));
        Assert.Equal("member-claims-for-itself", await RuleAsync(foreign, HttpStatusCode.Conflict));
        Assert.Equal("post-is-current", await RuleAsync(late, HttpStatusCode.Conflict));
        Assert.Equal(0, await TakenAsync(district, "p1"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_gives_a_reason_that_only_the_system_knows(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(id: "p1");
        var claim = await district.ClaimAsync("p1", "M1");

        var refused = await LeaveAsync(district.Member("M1"), claim.Id, LeaveReason.LeftService);

        Assert.Equal("reason-is-the-callers", await RuleAsync(refused, HttpStatusCode.BadRequest));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_who_leaves_the_service_leaves_its_places_whatever_is_told_late(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1", "M2");
        foreach (var post in (string[])["p1", "p2"]) await district.SetAsync(id: post);
        await district.ClaimAsync("p1", "M1");
        await district.ClaimAsync("p2", "M1");
        await district.ClaimAsync("p2", "M2");

        await district.Service.TellAsync(new MembersChanged([Member("M1", 3, inService: false)]));
        await district.Service.TellAsync(new MembersChanged([Member("M1", 2)]));

        var back = await ClaimAsync(district.Member("M1"), null);
        Assert.Equal("member-is-in-service", await RuleAsync(back, HttpStatusCode.Conflict));
        Assert.Equal("left-service", (await district.Told.NextAsync<PostLeft>()).Reason);
        Assert.Equal("left-service", (await district.Told.NextAsync<PostLeft>()).Reason);
        Assert.Equal((0, 1), (await TakenAsync(district, "p1"), await TakenAsync(district, "p2")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_who_changes_its_unit_takes_its_claims_along(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(id: "p1");
        await district.ClaimAsync("p1", "M1");

        await district.Service.TellAsync(new MembersChanged([Member("M1", 2, organization: "O2")]));

        Assert.Empty((await ClaimsAsync(district.Organ("O1"))).Items);
        Assert.Equal("M1", Assert.Single((await ClaimsAsync(district.Organ("O2"))).Items).Member);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Claims_are_listed_by_post_and_whether_they_are_open_to_those_they_concern(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1", "M2");
        await district.SetAsync(id: "p1");
        await district.SetAsync(Second, id: "p2");
        var first = await district.ClaimAsync("p1", "M1");
        await district.ClaimAsync("p2", "M1");
        await district.ClaimAsync("p2", "M2");
        await LeaveAsync(district.Community(), first.Id, LeaveReason.Other);

        Assert.Equal(["p1"], await PostsOf(district.Community()));
        Assert.Equal(["p2", "p2"], await PostsOf(district.Community(Second)));
        Assert.Equal(["p1", "p2"], await PostsOf(district.Member("M1")));
        Assert.Equal(["p2"], await PostsOf(district.Member("M1"), "?open=true"));
        Assert.Equal(["p1"], await PostsOf(district.Organ("O1"), "?open=false"));
        Assert.Equal(["p2", "p2"], await PostsOf(district.Service.As(Role.Street, "320102002"), "?post=p2"));
    }

    static async Task<IEnumerable<string>> PostsOf(HttpClient caller, string query = "") =>
        (await ClaimsAsync(caller, query)).Items.Select(it => it.Post).Order(StringComparer.Ordinal);

    static async Task<Page<ClaimView>> ClaimsAsync(HttpClient caller, string query = "") =>
        await ReadAsync<Page<ClaimView>>(await caller.GetAsync(Api + "/claims" + query));

    static Task<HttpResponseMessage> ClaimAsync(HttpClient caller, string? member) =>
        caller.PostAsJsonAsync($"{Api}/posts/p1/claims", new Claiming(member), Wire.Json);

    static Task<HttpResponseMessage> LeaveAsync(HttpClient caller, string claim, LeaveReason reason) =>
        caller.PostAsJsonAsync($"{Api}/claims/{claim}/leave", new Leaving(reason), Wire.Json);

    static Task<int> TakenAsync(District district, string post) =>
        district.StoreAsync(db => db.Posts.Where(it => it.Id == post).Select(it => it.Taken).SingleAsync());
}
