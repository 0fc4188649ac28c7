using System.Net;
using System.Net.Http.Json;
using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Volunteering.Tests.District;

namespace Volunteering.Tests;

/// <summary>However many ask at once, no place is given twice and none is lost.</summary>
public sealed class OverbookingTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260302;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_hundred_who_claim_at_once_twenty_get_the_twenty_places(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var members = Enumerable.Range(1, 200).Select(number => $"M{number}").ToArray();
        await district.KnowAsync(members);
        await district.SetAsync(id: "p1", places: 20);

        var answers = await Task.WhenAll(members.Select(it => ClaimAsync(district, "p1", it)));

        Assert.Equal(20, answers.Count(it => it.StatusCode == HttpStatusCode.Created));
        var rules = await Task.WhenAll(answers.Where(it => it.StatusCode != HttpStatusCode.Created).Select(it => RuleAsync(it, HttpStatusCode.Conflict)));
        Assert.Equal(180, rules.Length);
        Assert.All(rules, rule => Assert.Equal("post-has-room", rule));
        Assert.Equal((20, 20), await CountAsync(district, "p1"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_member_who_claims_many_times_at_once_gets_one_place(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.SetAsync(id: "p1", places: 20);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ClaimAsync(district, "p1", "M1")));

        Assert.Equal(1, answers.Count(it => it.StatusCode == HttpStatusCode.Created));
        Assert.All(answers.Where(it => it.StatusCode != HttpStatusCode.Created), it => Assert.Equal(HttpStatusCode.Conflict, it.StatusCode));
        Assert.Equal((1, 1), await CountAsync(district, "p1"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Claims_departures_and_closings_all_at_once_leave_every_count_right(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var chance = new Random(seed);
        var members = Enumerable.Range(1, 40).Select(number => $"M{number}").ToArray();
        await district.KnowAsync(members);
        foreach (var post in (string[])["p1", "p2", "p3"]) await district.SetAsync(id: post, places: 10);

        var acts = members.Select(it => (Member: it, Posts: chance.GetItems(["p1", "p2", "p3"], 3), Leaves: chance.Next(2) == 0)).ToList();
        var work = acts.Select(act => ClaimAndPerhapsLeaveAsync(district, act.Member, act.Posts, act.Leaves)).ToList();
        work.Add(district.Service.TellAsync(new MembersChanged([.. members.Take(10).Select(it => Member(it, 2, inService: false))])));
        work.Add(district.Community().PostAsJsonAsync($"{Api}/posts/p3/close", new Closing(CloseReason.Finished), Wire.Json));
        await Task.WhenAll(work);

        foreach (var post in (string[])["p1", "p2", "p3"])
        {
            var (taken, claims) = await CountAsync(district, post);
            Assert.True(taken == claims && taken is >= 0 and <= 10, $"seed {seed}, {post}: {taken} taken, {claims} claims");
        }
        Assert.Equal((0, 0), await CountAsync(district, "p3"));
        Assert.Equal(0, await district.StoreAsync(db => db.Claims.CountAsync(
            it => it.LeftAt == null && db.Members.Any(member => member.Id == it.Person && !member.InService))));
    }

    static async Task ClaimAndPerhapsLeaveAsync(District district, string member, string[] posts, bool leaves)
    {
        foreach (var post in posts)
        {
            using var answer = await ClaimAsync(district, post, member);
            Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, await answer.Content.ReadAsStringAsync());
            if (!leaves || answer.StatusCode != HttpStatusCode.Created) continue;
            var claim = await answer.Content.ReadFromJsonAsync<ClaimView>(Wire.Json);
            using var caller = district.Member(member);
            using var left = await caller.PostAsJsonAsync($"{Api}/claims/{claim!.Id}/leave", new Leaving(LeaveReason.Work), Wire.Json);
            Assert.True(left.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, await left.Content.ReadAsStringAsync());
        }
    }

    static async Task<HttpResponseMessage> ClaimAsync(District district, string post, string member)
    {
        using var caller = district.Member(member);
        return await caller.PostAsJsonAsync($"{Api}/posts/{post}/claims", new Claiming(), Wire.Json);
    }

    static Task<(int Taken, int Claims)> CountAsync(District district, string post) => district.StoreAsync(async db => (
        await db.Posts.Where(it => it.Id == post).Select(it => it.Taken).SingleAsync(),
        await db.Claims.CountAsync(it => it.Post == post && it.LeftAt == null)));
}
