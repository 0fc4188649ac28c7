using System.Globalization;
using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Members.Tests;

/// <summary>A look looks only at what has changed since the last, at all where it cannot know, and misses nobody.</summary>
public sealed class QuietLookTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20300310;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) => District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Pairs, confirmed, and as many members besides; looked at.</summary>
    static async Task<District> OpenAsync(string provider, int pairs)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(Enumerable.Range(0, 2 * pairs).Select(at => At($"m{at}", 500 * at)));
        await district.EnterAsync([.. Enumerable.Range(0, pairs).Select(at => (District.Household($"h{at}"), (Coordinates?)East(500 * at + 10)))]);
        await district.PairAsync();
        foreach (var pairing in await district.StandingAsync()) await district.ConfirmAsync(pairing);
        district.Time.Pass(TimeSpan.FromDays(1));
        await district.LookAsync();
        return district;
    }

    /// <summary>A household that nobody told of and that nothing says has changed: only a look at all finds it.</summary>
    static Task HideAsync(District district, string id) => district.InStoreAsync(async db =>
    {
        db.Add(new HouseholdCopy { Id = id, Area = District.First, Need = 0, Needs = [], Active = true, Version = 1 });
        return await db.SaveChangesAsync();
    });

    static async Task<string[]> WhoWaitsAsync(District district) => [.. (await district.WaitingAsync()).Select(it => it.Split(' ')[0])];

    [Theory, MemberData(nameof(Providers))]
    public async Task All_are_looked_at_after_a_start_an_adoption_a_change_of_the_campaign_and_a_while(string provider)
    {
        await using var district = await OpenAsync(provider, 1);
        await HideAsync(district, "x1");
        await district.LookAsync();
        Assert.Empty(await WhoWaitsAsync(district)); // so that what follows shows that it looked at all
        await using var next = await district.AgainAsync();
        await district.LookAsync(next);
        Assert.Equal(["x1"], await WhoWaitsAsync(district));

        await HideAsync(district, "x2");
        await district.LookAsync(next);
        Assert.Equal(["x1"], await WhoWaitsAsync(district));
        await district.AdoptAsync(await district.RunAsync());
        await district.LookAsync();
        Assert.Equal(["x1", "x2"], await WhoWaitsAsync(district));

        await HideAsync(district, "x3");
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false), days: 5);
        await district.LookAsync();
        Assert.Equal(["x1", "x2", "x3"], await WhoWaitsAsync(district));

        await HideAsync(district, "x4");
        district.Time.Pass(TimeSpan.FromDays(9_999));
        await district.LookAsync();
        Assert.Equal(3, (await WhoWaitsAsync(district)).Length);
        district.Time.Pass(TimeSpan.FromDays(2));
        await district.LookAsync();
        Assert.Equal(["x1", "x2", "x3", "x4"], await WhoWaitsAsync(district));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_look_at_all_that_died_is_made_again_and_one_that_is_out_of_date_does_not_count(string provider)
    {
        await using var district = await OpenAsync(provider, 1);
        await HideAsync(district, "x1");
        await district.InStoreAsync(db => db.Looks.ExecuteUpdateAsync(change => change.SetProperty(it => it.At, (DateTime?)null)));
        await district.EnterAsync((District.Household("h8"), East(20)));
        Assert.Single(await district.InStoreAsync(db => db.Unseen.AsNoTracking().ToListAsync())); // remembered while nobody has come to the end
        await district.LookAsync();
        Assert.Equal(["h8", "x1"], await WhoWaitsAsync(district));
        Assert.Empty(await district.InStoreAsync(db => db.Unseen.AsNoTracking().ToListAsync()));
        // Begun by what was so before, it ends after one that goes by what is so now has begun.
        var look = new Look { Campaign = District.Campaign };
        look.Begin(1, 1);
        Assert.True(look.IsUnderWay(1, 1));
        Assert.False(look.IsUnderWay(2, 1) || look.IsUnderWay(1, 2) || look.Holds(1, 1, TimeSpan.MaxValue, default));
        look.Begin(2, 1);
        Assert.Equal(2, look.Number);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_transaction_changes_that_commits_after_a_look_is_seen_by_the_next(string provider)
    {
        await using var district = await OpenAsync(provider, 2);
        var pairing = await district.PairingAsync("h0", "m0");
        await district.InStoreAsync(async db =>
        {
            await using var late = await db.Database.BeginTransactionAsync();
            (await db.Pairings.SingleAsync(it => it.Id == pairing)).End("member-left", null, db.Now);
            await db.SaveChangesAsync();
            // On SQLite nobody else has the store meanwhile.
            if (provider == "postgres")
            {
                await district.EnterAsync((District.Household("h9"), East(20)));
                await district.LookAsync();
                Assert.Equal(["h9"], await WhoWaitsAsync(district));
            }
            await late.CommitAsync();
            return 0;
        });
        await district.LookAsync();
        Assert.Contains("h0", await WhoWaitsAsync(district));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task More_that_change_than_one_turn_takes_are_all_followed_at_once(string provider)
    {
        await using var district = await OpenAsync(provider, 1);
        var many = Enumerable.Range(0, 12_000).Select(at => $"n{at:00000}").ToList();
        await district.InStoreAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.AddManyAsync(many.Select(id => new HouseholdCopy { Id = id, Area = District.First, Need = 0, Needs = [], Active = true, Version = 1 }), CancellationToken.None);
            await db.MarkUnseenAsync([.. many.Select(id => (id, new[] { District.First }))], CancellationToken.None);
            await transaction.CommitAsync();
            return 0;
        });
        await district.LookAsync();
        Assert.Equal(many, await district.InStoreAsync(db => db.Waiting.OrderBy(it => it.Household).Select(it => it.Household).ToListAsync()));
        Assert.Equal(0, await district.InStoreAsync(db => db.Unseen.CountAsync()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nothing_is_remembered_for_a_campaign_that_has_ended(string provider)
    {
        await using var district = await OpenAsync(provider, 2);
        await district.TellCampaignAsync(new PairingRules(SecondPlace: false), ends: new DateOnly(2030, 3, 12));
        district.Time.Pass(TimeSpan.FromDays(5));
        await district.LookAsync();
        await district.TellHouseholdsAsync(District.Household("h0", active: false, version: 2), District.Household("h7"));
        Assert.Equal([District.Campaign], await district.SubjectsAsync());
        await district.LookAsync();
        Assert.Equal(0, await district.InStoreAsync(async db => await db.Unseen.CountAsync() + await db.Looks.CountAsync() + await db.Waiting.CountAsync()));
        Assert.Empty(await district.SubjectsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Looks_at_what_has_changed_find_what_looks_at_all_find(string provider)
    {
        const int pairs = 12;
        var chance = new Random(seed);
        await using var district = await OpenAsync(provider, pairs);
        var versions = new Dictionary<int, long>();
        for (var round = 0; round < 12; round++)
        {
            for (var many = 0; many < 4; many++)
            {
                var at = chance.Next(2 * pairs);
                var standing = await district.StandingAsync();
                var pairing = standing[chance.Next(standing.Count)];
                switch (chance.Next(6))
                {
                    case 0: await TellAsync(at, active: true); break;
                    case 1: await TellAsync(at, active: false); break;
                    case 2: await TellAsync(at, active: true, District.Second); break;
                    case 3 when (string?)pairing["status"] == "proposed": await district.ConfirmAsync(pairing); break;
                    case 4: await district.PostAsync($"pairings/{pairing["id"]}/end", new { reason = "统筹调整" }); break;
                    case 5: await TellAsync(at, active: true, District.OtherDistrict); break; // out of the campaign's area
                    default: break;
                }
            }
            await district.LookAsync();
            var seen = await RowsAsync();
            await using var fresh = await district.AgainAsync();
            await district.LookAsync(fresh);
            var found = await RowsAsync();
            Assert.True(Enumerable.SequenceEqual(found, seen), $"round {round}, seed {seed}");
            district.Time.Pass(TimeSpan.FromMinutes(30));
            await district.LookAndWaitAsync();
        }

        Task TellAsync(int at, bool active, string area = District.First)
        {
            HouseholdChange household = District.Household($"h{at}", area, active: active, version: versions[at] = versions.GetValueOrDefault(at, 1) + 1);
            return district.EnterAsync((household, East(500 * at + 10)));
        }

        Task<string[]> RowsAsync() => district.InStoreAsync(async db => (await db.Waiting.AsNoTracking().OrderBy(it => it.Household).ToListAsync())
            .Select(it => $"{it.Household} {it.Area} {it.Since:O} {it.Reason} {it.SeenAt:O} {it.IsProposed} {it.AlarmedAt:O}").ToArray());
    }
}
