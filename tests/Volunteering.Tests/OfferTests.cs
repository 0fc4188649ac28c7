using System.Net.Http.Headers;
using Contracts.Members;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;
using static Volunteering.Tests.District;

namespace Volunteering.Tests;

/// <summary>Those left idle by a run are offered posts.</summary>
public sealed class OfferTests
{
    static readonly DateTime adopted = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260302;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_idle_helper_is_offered_the_posts_with_room_and_its_organization_sees_them(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(new MembersChanged([Member("M1", 1), Member("M2", 1, "O2"), Member("M3", 1)]));
        await district.SetAsync(First, id: "home");
        await district.SetAsync(Second, id: "paired");
        await district.SetAsync(Second, places: 1, id: "full");
        await district.ClaimAsync("full", "M3");

        await district.Service.TellAsync(Idle("r1", adopted, Helper("M1"), Helper("M2", "O2")));

        var told = await district.Told.NextAsync<PostsOffered>();
        Assert.Equal(
            [new PostOffer("M1", "O1", "paired", Second), new PostOffer("M1", "O1", "home", First)],
            told.Items.Where(it => it.Member == "M1"));
        var own = Assert.Single((await OffersAsync(district.Member("M1"))).Items);
        Assert.Equal(("k", "r1", "M1", 0), (own.Campaign, own.Run, own.Member, own.Held));
        Assert.Equal(["paired", "home"], own.Posts.Select(it => it.Post.Id));
        Assert.Equal(["schooling"], own.Posts[0].Common);
        Assert.Equal(["M1"], (await OffersAsync(district.Organ("O1"))).Items.Select(it => it.Member));
        Assert.Equal(["M1", "M2"], (await OffersAsync(district.Service.As(Role.WorkCommittee, Code))).Items.Select(it => it.Member));
        Assert.Empty((await OffersAsync(district.Service.As(Role.WorkCommittee, "320104"))).Items);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_offered_follows_the_posts_and_the_claims(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1");
        await district.Service.TellAsync(Idle("r1", adopted, Helper("M1")));
        var none = Assert.Single((await OffersAsync(district.Member("M1"))).Items);

        await district.SetAsync(First, id: "a");
        await district.SetAsync(First, id: "b");
        await district.ClaimAsync("a", "M1");
        var some = Assert.Single((await OffersAsync(district.Member("M1"))).Items);
        await district.Service.TellAsync(new MembersChanged([Member("M1", 2, inService: false)]));

        Assert.Empty(none.Posts);
        Assert.Equal((1, "b"), (some.Held, Assert.Single(some.Posts).Post.Id));
        Assert.Empty((await OffersAsync(district.Member("M1"))).Items);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_offer_moves_with_the_member_in_whatever_order_the_news_comes(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.KnowAsync("M1", "M2");
        var moved = new MembersChanged([Member("M1", 2, organization: "O2"), Member("M2", 2, organization: "O2") with { Area = Second }]);

        await district.Service.TellAsync(Idle("r1", adopted, Helper("M2")));
        await district.Service.TellAsync(moved);
        await district.Service.TellAsync(Idle("r1", adopted, Helper("M1")));

        Assert.Empty((await OffersAsync(district.Organ("O1"))).Items);
        Assert.Equal(["M1", "M2"], (await OffersAsync(district.Organ("O2"))).Items.Select(it => it.Member).Order());
        Assert.Equal(["M2"], (await OffersAsync(district.Service.As(Role.Street, "320102002"))).Items.Select(it => it.Member));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_run_adopted_last_replaces_the_others_in_whatever_order_their_packets_come(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var chance = new Random(seed);
        var packets = Enumerable.Range(0, 4)
            .SelectMany(run => Enumerable.Range(0, 3).Select(part => (
                Message: new Guid(run, (short)part, 1, new byte[8]),
                Fact: Idle($"r{run}", adopted.AddHours(run), [.. Enumerable.Range(0, 5).Select(it => Helper($"M{run + (part * 5) + it}"))]))))
            .ToArray();
        (Guid Message, HelpersLeftIdle Fact)[] deliveries = [.. packets, .. packets, .. packets];
        chance.Shuffle(deliveries);

        foreach (var (message, fact) in deliveries) await district.Service.TellAsync(fact, message);

        var offers = await district.StoreAsync(db => db.Offers.OrderBy(it => it.Person).Select(it => new { it.Run, it.Person }).ToListAsync());
        var expected = packets.Where(it => it.Fact.Run == "r3").SelectMany(it => it.Fact.Items).Select(it => it.Member).Order(StringComparer.Ordinal);
        Assert.True(expected.SequenceEqual(offers.Select(it => it.Person)), $"seed {seed}");
        Assert.All(offers, it => Assert.Equal("r3", it.Run));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Offers_are_told_once_in_packets_of_at_most_five_hundred(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        for (var number = 0; number < 5; number++) await district.SetAsync(First, id: $"p{number}");
        var idle = Idle("r1", adopted, [.. Enumerable.Range(0, 150).Select(it => Helper($"M{it}"))]);

        await district.Service.TellAsync(idle);
        await district.Service.TellAsync(idle); // the same, as a new message
        await district.Service.TellAsync(Idle("r2", adopted.AddDays(1), Helper("M1")));

        var first = await district.Told.NextAsync<PostsOffered>();
        var second = await district.Told.NextAsync<PostsOffered>();
        var third = await district.Told.NextAsync<PostsOffered>();
        Assert.Equal([5, 250, 500], new[] { first, second, third }.Select(it => it.Items.Count).Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Offers_are_paged_and_go_out_as_csv(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.Service.TellAsync(Idle("r1", adopted, [.. Enumerable.Range(0, 5).Select(it => Helper($"M{it}"))]));
        using var organ = district.Organ("O1");

        var first = await OffersAsync(organ, "?limit=3&campaign=k");
        var second = await OffersAsync(organ, $"?limit=3&campaign=k&after={first.Next}");
        var none = await OffersAsync(organ, "?campaign=other");
        await district.SetAsync(First, id: "a");
        organ.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var csv = await organ.GetStringAsync(Api + "/offers");

        Assert.Equal((3, 2, 0), (first.Items.Count, second.Items.Count, none.Items.Count));
        Assert.Null(second.Next);
        Assert.Equal(5, first.Items.Concat(second.Items).DistinctBy(it => it.Member).Count());
        Assert.Contains("\nk,M4,O1,0,a,Reading with children,C1,320102001001,residence,schooling\n", csv);
    }

    static HelpersLeftIdle Idle(string run, DateTime at, params IdleHelper[] helpers) => new("k", run, at, helpers);

    static IdleHelper Helper(string member, string organization = "O1") => new(member, organization, First, ["schooling"], [Second]);

    static async Task<Page<OfferView>> OffersAsync(HttpClient caller, string query = "") =>
        await ReadAsync<Page<OfferView>>(await caller.GetAsync(Api + "/offers" + query));
}
