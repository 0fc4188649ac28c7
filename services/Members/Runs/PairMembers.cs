using System.Diagnostics;
using Contracts.Members;
using Defaults;
using Matching;

namespace Members;

/// <summary>The work of a run: load the market, solve it, prove the outcome, and leave it with its reasons to be saved.</summary>
sealed class PairMembers(MembersStore db, LoadMarket load, GatherParts gather, AdoptRun adopt, Prover prove) : IRunJob<PairingRun>
{
    public const string Unproven = "outcome-is-proven";

    IEnumerable<RunPair> pairs = [];
    IEnumerable<RunLeft> left = [];
    IEnumerable<RunChoice> choices = [];
    IEnumerable<RunParting> partings = [];
    IEnumerable<RunBlocking> blocking = [];

    public async Task WorkAsync(PairingRun run, RunProgress progress, CancellationToken stop)
    {
        if (run.ByDistrict) run.Figures = await gather.RunAsync(run, stop);
        else await PairAsync(run, progress, stop);
        if (run.Parent is null && run.Figures is { } figures)
            db.Announce(new MemberRunFinished(
                run.Id, run.Campaign, run.Area, figures.Paired, figures.SecondPlaces, figures.LeftOut, figures.Idle, Proven: true));
    }

    /// <summary>An outcome that does not prove right is an alarm; of a run by district its whole raises it.</summary>
    public void Fail(PairingRun run)
    {
        if (run.Parent is null && run.Fault == Unproven)
            db.Announce(new MemberRunFinished(run.Id, run.Campaign, run.Area, 0, 0, 0, 0, Proven: false));
    }

    async Task PairAsync(PairingRun run, RunProgress progress, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var lists = await load.RunAsync(run, stop);
        var market = Make(run.Replacement && EngineRules.Of(lists.Rules).Objective == Objective.Stable ? AskingMarket.Of(lists) : lists);
        var loading = Lap(watch);
        progress.Reached(40);
        var outcome = Solver.Solve(market.Engine, stop);
        var solving = Lap(watch);
        progress.Reached(60);
        stop.ThrowIfCancellationRequested();
        var report = prove(market.Engine, outcome, stop);
        var proving = Lap(watch);
        progress.Reached(80);
        stop.ThrowIfCancellationRequested();
        // An outcome with a fault is shown to nobody.
        Refused.Unless(report.Ok, Unproven);
        run.Figures = RunCounts.Of(market, outcome, report, loading, solving, proving);
        Explained(run, market, outcome);
        db.Add(RunProof.Of(run, ProofDocument.Write(run, market, report)));
    }

    /// <summary>A replacement keeps what is new only: what stands is told by the pairings, and is a thousand times as much.</summary>
    void Explained(PairingRun run, HouseholdMarket market, Outcome outcome)
    {
        var explained = Explain.Of(market.Engine, outcome).Choices().ToList();
        var fates = explained.ToLookup(it => it.From, StringComparer.Ordinal);
        pairs = outcome.Pairs.Select((pair, at) => (Pair: pair, Row: at + 1)).Where(it => !run.Replacement || market.StandingOf(it.Pair) is null)
            .Select(it => market.Explain(run.Id, it.Row, it.Pair, fates[it.Pair.Proposer]));
        left = Left(run, market, outcome);
        choices = explained.Where(it => !run.Replacement || market.IsAsking(MarketIds.IsHousehold(it.From) ? it.From : it.To))
            .Select((choice, at) => Fate(run, market, choice, at + 1));
        partings = market.Parted(outcome).Select((it, at) => new RunParting
        {
            Run = run.Id,
            Row = at + 1,
            Pairing = it.Id,
            Household = market.Own(it.Household),
            Member = it.Member,
            Area = market.AreaOf(it.Household),
            Stage = it.Stage,
        });
        blocking = outcome.Blocking.Select((it, at) => new RunBlocking
        {
            Run = run.Id,
            Row = at + 1,
            Household = market.Own(it.Proposer),
            Member = market.Own(it.Acceptor),
            Area = market.AreaOf(it.Proposer),
            Seat = it.Seat,
            Holder = market.Own(it.Holder),
            Level = it.Level,
            Reason = it.Reason,
        });
    }

    public async Task WriteAsync(PairingRun run, CancellationToken stop)
    {
        await db.AddManyAsync(pairs, stop);
        await db.AddManyAsync(left, stop);
        await db.AddManyAsync(choices, stop);
        await db.AddManyAsync(partings, stop);
        await db.AddManyAsync(blocking, stop);
    }

    public Task AdoptAsync(PairingRun run, CancellationToken stop) => adopt.RunAsync(run, stop);

    /// <exception cref="RefusedException">the engine's own rule that the lists break</exception>
    static HouseholdMarket Make(MarketLists lists)
    {
        try
        {
            return new HouseholdMarket(lists);
        }
        catch (BadMarketException bad)
        {
            throw new RefusedException(bad.Faults[0].Rule);
        }
    }

    static IEnumerable<RunLeft> Left(PairingRun run, HouseholdMarket market, Outcome outcome)
    {
        var households = outcome.Unpaired.Select(it => (Side: MarketSide.Household, Key: it.Proposer, it.Reason));
        var members = outcome.IdleAcceptors.Where(_ => !run.Replacement).Select(key => (Side: MarketSide.Member, Key: key, Reason: LeftReasons.Idle));
        return households.Concat(members).Select((it, at) => new RunLeft
        {
            Run = run.Id,
            Row = at + 1,
            Side = it.Side,
            Subject = market.Own(it.Key),
            Area = market.AreaOf(it.Key),
            Reason = it.Reason,
        });
    }

    static RunChoice Fate(PairingRun run, HouseholdMarket market, ChoiceExplanation choice, int row) => new()
    {
        Run = run.Id,
        Row = row,
        Side = MarketIds.IsHousehold(choice.From) ? MarketSide.Household : MarketSide.Member,
        Chooser = market.Own(choice.From),
        Area = market.AreaOf(choice.From),
        Chosen = market.Own(choice.To),
        Rank = choice.Rank,
        Granted = choice.Granted,
        Reason = choice.Reason,
        CameFirst = [.. choice.CameFirst.Select(it => it with { Holder = market.Own(it.Holder) })],
    };

    static int Lap(Stopwatch watch)
    {
        var passed = (int)watch.ElapsedMilliseconds;
        watch.Restart();
        return passed;
    }
}
