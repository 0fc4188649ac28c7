using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Takes those out of the database whom a full push does not name. When they are more than a share of all it waits for a second
/// person: a list that was cut off somewhere would otherwise end the help of thousands. So it does when a row's id could not be
/// read, since that row may name any of them. What was recorded after work on the push began is newer than the push.
/// </summary>
sealed class EndUnlisted(HouseholdsStore db, IConfiguration configuration)
{
    const int AtOnce = 10 * Packets.Most;

    /// <summary>Percent of the households of the area that a push may end by itself: <c>Push:MostEnded</c>, 5 unless said.</summary>
    int MostShare => configuration.GetValue("Push:MostEnded", 5);

    /// <param name="named">ids that the push names</param>
    public async Task RunAsync(Batch batch, NamedHouseholds named, CancellationToken stop)
    {
        if (batch.Missing is null) await FindAsync(batch, named, stop);
        while (batch.Ending == BatchEnding.Going)
        {
            await using var turn = await Turn.TakeAsync(db, stop);
            var (ended, last) = await NextAsync(batch, stop);
            batch.CountEnded(ended, last);
            await db.SaveChangesAsync(stop);
            await turn.CommitAsync(stop);
        }
    }

    /// <summary>All of them in the transaction that is open, once a second person has said so.</summary>
    public async Task AllAsync(Batch batch, CancellationToken stop)
    {
        for (var last = false; !last;)
        {
            (var ended, last) = await NextAsync(batch, stop);
            batch.CountEnded(ended, last);
        }
    }

    async Task FindAsync(Batch batch, NamedHouseholds named, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var (present, missing) = (0, new List<MissingHousehold>());
        var (from, until) = (batch.Area, Scope.Until(batch.Area));
        var merged = await db.Households.Where(it => it.MergedInto != null).Select(it => new { it.Id, Into = it.MergedInto! }).ToListAsync(stop);
        var meant = merged.Where(it => named.Contains(it.Id)).Select(it => it.Into).ToHashSet(StringComparer.Ordinal); // by the id of one that they were found to be
        await foreach (var it in db.Households.Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0)
            .Select(it => new { it.Id, it.Area, it.AsOf, it.RecordedAt }).AsAsyncEnumerable().WithCancellation(stop))
        {
            present++;
            if (it.AsOf <= batch.AsOf && it.RecordedAt <= batch.StartedAt && !named.Contains(it.Id) && !meant.Contains(it.Id)) missing.Add(new MissingHousehold { Batch = batch.Id, Household = it.Id, Area = it.Area });
        }
        await ReplaceAsync(batch, stop);
        await db.AddManyAsync(missing, stop);
        batch.FindMissing(missing.Count, present, MostShare, named.Unreadable == 0);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
    }

    /// <summary>A full push says who is missing now; what an older one of the source left to be decided is void.</summary>
    async Task ReplaceAsync(Batch batch, CancellationToken stop)
    {
        var older = db.Batches.Where(it => it.Line == batch.Line && it.Id != batch.Id && it.Ending == BatchEnding.Waiting && it.State == RunState.Done);
        await db.Missing.Where(it => older.Any(before => before.Id == it.Batch)).ExecuteDeleteAsync(stop);
        await older.ExecuteUpdateAsync(change => change.SetProperty(it => it.Ending, BatchEnding.Replaced), stop);
    }

    /// <summary>Ends some of them, unless something newer is known of them meanwhile; says how many, and whether these were the last.</summary>
    async Task<(int Ended, bool Last)> NextAsync(Batch batch, CancellationToken stop)
    {
        var ids = await db.Missing.Where(it => it.Batch == batch.Id).OrderBy(it => it.Household).Select(it => it.Household).Take(AtOnce).ToListAsync(stop);
        var households = await db.Households.AsNoTracking().Include(it => it.Persons).Where(it => ids.Contains(it.Id) && it.Active && it.AsOf <= batch.AsOf && it.RecordedAt <= batch.StartedAt).ToListAsync(stop);
        foreach (var household in households) household.EndUnlisted(batch.AsOf, new Source("unlisted/" + batch.Id, db.Now));
        await db.SaveManyAsync([], households, stop);
        await db.AnnounceManyAsync(HouseholdsStore.Changes(households), stop);
        await db.Missing.Where(it => it.Batch == batch.Id && ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
        if (households.Count > 0) db.Record(AuditedAct.OnBatch("end-unlisted", batch) with { Detail = $"ended={households.Count}" }, by: batch.DecidedBy ?? batch.PushedBy);
        return (households.Count, ids.Count < AtOnce);
    }
}
