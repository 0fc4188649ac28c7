using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Works on a look: stretch by stretch of households, which others share a key with one of them, and how likely they are the
/// same. All are looked up, which indexes make cheap; opened and compared are only pairs of whom one is new or has another
/// version than when they were compared last. Begun again it finds the same.
/// </summary>
sealed class FindDuplicates(HouseholdsStore db, MakeKeys make, LoadKeyed keyed) : IRunJob<DuplicateLook>
{
    const int AtOnce = 2_000;

    /// <summary>One after another: two would write the same pairs.</summary>
    public IQueryable<DuplicateLook> InTurn(IQueryable<DuplicateLook> free, IQueryable<DuplicateLook> all) =>
        free.Where(look => look.State == RunState.Running || !all.Any(other => other.State == RunState.Running
            || other.State == RunState.Queued && (other.QueuedAt < look.QueuedAt || other.QueuedAt == look.QueuedAt && other.Id.CompareTo(look.Id) < 0)));

    public async Task WorkAsync(DuplicateLook run, RunProgress progress, CancellationToken stop)
    {
        await make.RunAsync(stop);
        await WeighAsync(stop);
        var crowds = await keyed.CrowdsAsync(stop);
        await KeepCrowdsAsync(crowds, stop);
        var (area, until) = (run.Area, Scope.Until(run.Area));
        var households = db.Households.Where(it => it.Active && it.Area.CompareTo(area) >= 0 && it.Area.CompareTo(until) < 0);
        var counts = new LookCounts { Households = await households.CountAsync(stop), Crowded = crowds.Told.Count };
        var (done, previous) = (0, "");
        for (var more = true; more;)
        {
            var after = previous;
            var ids = await households.Where(it => it.Id.CompareTo(after) > 0).OrderBy(it => it.Id).Select(it => it.Id).Take(AtOnce).ToListAsync(stop);
            more = ids.Count == AtOnce;
            var found = ids.Count == 0 ? new HashSet<HouseholdPair>() : await keyed.PairsAsync(new IdRange(ids[0], ids[^1]), area, crowds, stop);
            var (compared, waiting) = await KeepAsync(run.Area, after, more ? ids[^1] : null, found, stop);
            counts = counts with { Pairs = counts.Pairs + found.Count, Compared = counts.Compared + compared, Waiting = counts.Waiting + waiting };
            done += ids.Count;
            progress.Reached(100 * done / Math.Max(1, counts.Households));
            if (more) previous = ids[^1];
        }
        run.Tell(counts);
    }

    /// <summary>A look leaves nothing to be adopted.</summary>
    public Task AdoptAsync(DuplicateLook run, CancellationToken stop)
    {
        run.Adopt(db.Now);
        return Task.CompletedTask;
    }

    Task WeighAsync(CancellationToken stop) => db.InOneAsync(async () =>
    {
        await db.WeighAsync<Household>(stop);
        await db.WeighAsync<Person>(stop);
        return true;
    }, stop);

    Task KeepCrowdsAsync(Crowds crowds, CancellationToken stop) => db.InOneAsync(async () =>
    {
        await db.Crowds.ExecuteDeleteAsync(stop);
        await db.AddManyAsync(crowds.Told, stop);
        return true;
    }, stop);

    /// <summary>Puts what was found in the place of what was there of first households after one id and up to another; a verdict given meanwhile holds.</summary>
    /// <param name="last">null for the end</param>
    async Task<(int Compared, int Waiting)> KeepAsync(string area, string after, string? last, IReadOnlySet<HouseholdPair> found, CancellationToken stop)
    {
        var until = Scope.Until(area);
        var known = await db.Candidates.AsNoTracking().Where(it => it.One.CompareTo(after) > 0 && (last == null || it.One.CompareTo(last) <= 0)
            && it.Area.CompareTo(area) >= 0 && it.Area.CompareTo(until) < 0).ToDictionaryAsync(it => HouseholdPair.Of(it.One, it.Other), stop);
        var versions = await keyed.VersionsAsync(found.SelectMany(it => new[] { it.One, it.Other }).Distinct(StringComparer.Ordinal), stop);
        bool IsNew(HouseholdPair pair) => !known.TryGetValue(pair, out var it)
            || it.OneVersion != versions.GetValueOrDefault(pair.One) || it.OtherVersion != versions.GetValueOrDefault(pair.Other);
        var asking = found.Where(IsNew).ToList();
        var scored = await ScoredAsync(asking, stop);

        await using var turn = await Turn.TakeAsync(db, stop);
        var distinct = (await db.Verdicts.Where(it => it.One.CompareTo(after) > 0 && (last == null || it.One.CompareTo(last) <= 0))
            .Select(it => new { it.One, it.Other }).ToListAsync(stop)).Select(it => HouseholdPair.Of(it.One, it.Other)).ToHashSet();
        var kept = scored.Where(it => !distinct.Contains(HouseholdPair.Of(it.One, it.Other))).ToList();
        var stale = asking.Where(known.ContainsKey).Concat(known.Keys.Where(it => !found.Contains(it))).Except(kept.Select(it => HouseholdPair.Of(it.One, it.Other))).ToList();
        foreach (var some in stale.Chunk(Packets.Most))
        {
            var ones = some.Select(it => it.One).ToArray();
            var rows = await db.Candidates.AsNoTracking().Where(it => ones.Contains(it.One)).ToListAsync(stop);
            db.RemoveRange(rows.Where(it => some.Contains(HouseholdPair.Of(it.One, it.Other))));
        }
        await db.SaveChangesAsync(stop);
        await db.PutManyAsync(kept, stop);
        await turn.CommitAsync(stop);
        return (asking.Count, kept.Count + found.Count(it => known.ContainsKey(it) && !IsNew(it) && !distinct.Contains(it)));
    }

    async Task<IReadOnlyList<Candidate>> ScoredAsync(IReadOnlyList<HouseholdPair> pairs, CancellationToken stop)
    {
        var scored = new List<Candidate>();
        foreach (var some in pairs.Chunk(Packets.Most))
        {
            var households = await keyed.HouseholdsAsync(some.SelectMany(it => new[] { it.One, it.Other }).Distinct(StringComparer.Ordinal), stop);
            scored.AddRange(some.Where(it => households.ContainsKey(it.One) && households.ContainsKey(it.Other))
                .Select(it => Candidate.Of(households[it.One], households[it.Other], db.Now)).OfType<Candidate>());
        }
        return scored;
    }
}
