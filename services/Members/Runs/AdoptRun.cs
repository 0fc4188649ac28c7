using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Makes proposals of a run's pairs, all of them in one transaction, and tells those who are idle then. What changed since
/// the run looked is respected: a household that left meanwhile is not paired. A re-pairing does exactly what it forecast,
/// or nothing. A province has a million of them: pairs are read as they come, and proposals written as they are made.
/// </summary>
sealed class AdoptRun(MembersStore db, LoadPlaces load)
{
    /// <summary>Proposals that are made, written and told before the next.</summary>
    const int most = 10_000;

    /// <summary>In the turn of whoever calls, who commits.</summary>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, <c>run-is-current</c>, <c>campaign-has-not-ended</c></exception>
    public async Task RunAsync(PairingRun run, CancellationToken stop)
    {
        Refused.Unless(!(await db.CampaignAsync(run.Campaign, stop)).HasEnded(db.Today), "campaign-has-not-ended");
        Refused.Unless(await IsCurrentAsync(run, stop), "run-is-current");
        await ProposeAsync(run, stop);
    }

    /// <summary>False once another run of the campaign was adopted since this one looked. A re-pairing is asked when it parts.</summary>
    public async Task<bool> IsCurrentAsync(PairingRun run, CancellationToken stop)
    {
        if (run.MayPart) return true;
        var now = await db.BasisOfAdoptedAsync(run.Campaign, stop);
        var looked = run.ByDistrict ? await PartsOf(run).Select(it => it.Basis).ToListAsync(stop) : [run.Basis];
        return looked.TrueForAll(it => it == now);
    }

    /// <summary>Of a re-pairing: nothing stands but what it took for standing.</summary>
    public async Task<bool> IsAsItSawAsync(PairingRun run, CancellationToken stop) =>
        Basis.Of(await StandingOf(run).Select(it => it.Id).ToListAsync(stop)) == run.Basis;

    /// <summary>In the turn of whoever calls, who commits. The run's own row is written last.</summary>
    /// <exception cref="RefusedException">rules <c>run-is-done</c>, and for a re-pairing <c>run-is-current</c></exception>
    public async Task ProposeAsync(PairingRun run, CancellationToken stop)
    {
        var now = db.Now;
        var parted = run.MayPart ? await PartAsync(run, stop) : 0;
        var places = await load.RunAsync(run, stop);
        var (taken, skipped) = await TakeAsync(run, places, stop);
        Refused.Unless(!run.MayPart || skipped == 0, "run-is-current");
        var kept = await StandingOf(run).CountAsync(stop);
        foreach (var some in taken.Chunk(most)) await ProposeAsync(run, some, now, stop);
        if (taken.Count >= most) await db.WeighAsync<Pairing>(stop);
        run.Adopt(now);
        run.AdoptedAs = 1 + (await db.Runs.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign).MaxAsync(it => it.AdoptedAs, stop) ?? 0);
        run.Adoption = new(taken.Count, kept, skipped, parted);
        // A replacement leaves nobody idle who was not: what the campaign's last run said of that holds on.
        if (run.Replacement) await db.HearAsync(run, taken.Select(it => it.Household), stop);
        else await TellIdleAsync(run, places.Idle, now, stop);
        foreach (var part in await PartsOf(run).ToListAsync(stop)) part.Adopt(now);
        await db.SaveChangesAsync(stop);
    }

    IQueryable<PairingRun> PartsOf(PairingRun run) => db.Runs.IgnoreQueryFilters().Where(it => it.Parent == run.Id);

    IQueryable<Pairing> StandingOf(PairingRun run) => db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Until == null);

    /// <summary>All of the campaign counts, also what lies outside the area of whoever adopts by now.</summary>
    async Task<(List<TakenPlace> Taken, int Skipped)> TakeAsync(PairingRun run, OpenPlaces places, CancellationToken stop)
    {
        var (taken, skipped) = (new List<TakenPlace>(), 0);
        var pairs = db.RunPairs.IgnoreQueryFilters().After(run.Id, null).Where(it => it.Standing == null)
            .Select(it => new NewPair(it.Household, it.Member, it.Stage, it.DistanceDm));
        await foreach (var pair in pairs.AsAsyncEnumerable().WithCancellation(stop))
            if (places.Take(pair) is { } place) taken.Add(place);
            else skipped++;
        return (taken, skipped);
    }

    async Task ProposeAsync(PairingRun run, IEnumerable<TakenPlace> places, DateTime now, CancellationToken stop)
    {
        var proposed = places.Select(it => new Pairing
        {
            Id = db.NewId(),
            Campaign = run.Campaign,
            Run = run.Id,
            Household = it.Household,
            Member = it.Helper.Id,
            Organization = it.Helper.Organization,
            Area = it.Area,
            Stage = it.Stage,
            Seat = it.Seat,
            DistanceDm = it.DistanceDm,
            Since = now,
        }).ToList();
        await db.AddManyAsync(proposed, stop);
        // After any other run everybody is looked at.
        if (run.Replacement) await db.MarkUnseenAsync(run.Campaign, proposed.Select(it => it.Household), stop);
        await db.AnnounceManyAsync(proposed.Chunk(500).Select(it => new MemberPairingsChanged(run.Campaign, [.. it.Select(pairing => pairing.AsFact())])), stop);
    }

    /// <summary>Ends what the run said that it would.</summary>
    async Task<int> PartAsync(PairingRun run, CancellationToken stop)
    {
        Refused.Unless(await IsAsItSawAsync(run, stop), "run-is-current");
        var partings = db.RunPartings.IgnoreQueryFilters().Where(it => it.Run == run.Id).Select(it => it.Pairing);
        var parted = await db.Pairings.IgnoreQueryFilters().Where(it => partings.Contains(it.Id)).ToListAsync(stop);
        Refused.Unless(parted.All(it => it.ContactWithdrawnAt is null), "run-is-current"); // declined since: nobody else is to be sent there
        foreach (var pairing in parted) pairing.End("re-paired", null, db.Now);
        db.TellPairings(parted);
        await db.SaveChangesAsync(stop); // the places are free before others take them
        return parted.Count;
    }

    /// <summary>At least one packet: also when nobody is idle, it replaces what the campaign's run before said.</summary>
    async Task TellIdleAsync(PairingRun run, IEnumerable<HelperNow> idle, DateTime now, CancellationToken stop)
    {
        var paired = (await db.PairedCommunities.IgnoreQueryFilters().AsNoTracking().Where(it => it.Campaign == run.Campaign && it.Stands).ToListAsync(stop))
            .GroupBy(it => it.Organization, it => it.Area, StringComparer.Ordinal)
            .ToDictionary(it => it.Key, IReadOnlyList<string> (it) => [.. it.Distinct().Order(StringComparer.Ordinal)], StringComparer.Ordinal);
        await db.AnnounceManyAsync(idle.Chunk(500).DefaultIfEmpty([]).Select(packet => new HelpersLeftIdle(run.Campaign, run.Id, now, [.. packet.Select(it =>
            new IdleHelper(it.Id, it.Organization, it.Residence, it.Skills, paired.GetValueOrDefault(it.Organization, [])))])), stop);
    }
}
