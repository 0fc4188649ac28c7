using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Members.Tests;

/// <summary>After a large first adoption more come to wait than one turn takes.</summary>
public sealed class FloodTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    const int households = 20_000;

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_very_many_each_is_listed_once_for_what_it_waits_for(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.InStoreAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var run = new PairingRun { Id = "r1", Campaign = District.Campaign, Area = District.Code, QueuedAt = db.Now };
            db.Add(run);
            db.Entry(run).Property("State").CurrentValue = RunState.Done;
            run.Adopt(db.Now);
            // The first turn takes the first ten thousand of those who wait; this one is listed already, and comes later.
            db.Add(new Waiting { Campaign = District.Campaign, Household = Id(19_001), Area = District.First, Since = db.Now, Reason = Waiting.AwaitsConfirmation, SeenAt = db.Now, IsProposed = true });
            await db.SaveChangesAsync();
            await db.AddManyAsync(Enumerable.Range(0, households).Select(at => new HouseholdCopy
            {
                Id = Id(at), Area = District.First, Need = 0, Needs = [], Active = at % 5 != 3, ActiveSince = db.Now.AddDays(-9), Version = 1,
            }), CancellationToken.None);
            await db.AddManyAsync(Enumerable.Range(0, households).Where(at => at % 5 < 3).Select(at => First(at, db.Now)), CancellationToken.None);
            // As the store knows a table after a minute, and an adoption's proposals at once.
            await db.WeighAsync<HouseholdCopy>(CancellationToken.None);
            await db.WeighAsync<Pairing>(CancellationToken.None);
            await transaction.CommitAsync();
            return 0;
        });
        for (var look = 0; look < 2; look++)
        {
            await district.LookAsync();
            var waiting = await district.InStoreAsync(db => db.Waiting.AsNoTracking().ToListAsync());
            Assert.Equal(
                Enumerable.Range(0, households).Where(at => at % 5 is 1 or 2 or 4).Select(at => $"{Id(at)} {(at % 5) switch
                {
                    1 => "awaits-confirmation True",
                    2 => "declined-by-household False",
                    _ => "household-entered False",
                }}"),
                waiting.Select(it => $"{it.Household} {it.Reason} {it.IsProposed}").Order(StringComparer.Ordinal));
        }
    }

    static string Id(int at) => $"h{at:00000}";

    /// <summary>Confirmed, proposed or declined, one after the other.</summary>
    static Pairing First(int at, DateTime now)
    {
        var pairing = new Pairing
        {
            Id = $"p{at:00000}", Campaign = District.Campaign, Run = "r1", Household = Id(at), Member = $"m{at:00000}", Organization = District.Organ,
            Area = District.First, Stage = 1, Seat = 1, DistanceDm = 0, Since = now,
        };
        if (at % 5 == 0)
            foreach (var side in Enum.GetValues<PairingSide>()) pairing.Confirm(side, now);
        else if (at % 5 == 2) pairing.Decline(PairingSide.Household, "", now);
        return pairing;
    }
}
