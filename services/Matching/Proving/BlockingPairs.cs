using System.Numerics;

namespace Matching;

/// <summary>
/// Looks for a pair that would rather have each other, among all permitted pairs of a stage: those of which one chose the
/// other one by one, all others through boxes of places with the least that they cost and the worst that they accept.
/// </summary>
sealed class BlockingPairs
{
    readonly ClaimedStage stage;
    readonly Judgement judgement;
    readonly ProofFaults faults;
    readonly long bonus;
    readonly Market market;
    readonly Crew crew;
    readonly OpenPlaces places;
    // What each asker thinks of its place, and each owner of who has each place.
    readonly long[] cost, held;
    readonly bool[] blocks;
    readonly ListedPairs? listed;
    readonly HashSet<(int Asker, int Owner)> reported = [];

    /// <param name="listed">the pairs that may block, where some may: then every pair is looked for and not one an asker</param>
    public BlockingPairs(Market market, Judgement judgement, ClaimedStage stage, ProofFaults faults, Crew crew, ListedPairs? listed = null)
    {
        this.listed = listed;
        (this.market, this.stage, this.judgement, this.faults, this.crew) = (market, stage, judgement, faults, crew);
        bonus = market.Rules.Bonus;
        blocks = new bool[stage.Askers.Count];
        cost = new long[stage.Askers.Count];
        held = crew.Make(stage.Entries, Held);
        places = new(stage, held, grouped: bonus > 0, crew);
    }

    /// <summary>
    /// Reports a pair for each asker that is seen to block with somebody, and answers how many. In an outcome that is wrong
    /// otherwise too some may be missed, never all.
    /// </summary>
    public int Find()
    {
        Each(stage.Owners.Count, () => (owner, found) => InOrder(owner, found));
        Each(stage.Who.Length, () => (at, found) => OfAsker(stage.Who[at], found));
        var asks = new bool[stage.Askers.Count];
        foreach (var asker in stage.Who) asks[asker] = true;
        Each(stage.Owners.Count, () => (owner, found) => OfOwner(owner, asks, found));
        ByCost();
        listed?.Finish();
        return blocks.Count(it => it);
    }

    // Each thread takes a stretch; what they find is reported in the order of the stretches, so that it is always the same.
    void Each(int count, Func<Action<int, List<(int Asker, int Owner)>>> begin, int work = 10)
    {
        var found = new List<(int Asker, int Owner)>[crew.Hands];
        crew.Split(count, (hand, from, to) =>
        {
            found[hand] = [];
            var look = begin();
            for (var at = from; at < to; at++) look(at, found[hand]);
        }, work);
        foreach (var some in found)
            foreach (var (asker, owner) in some ?? []) Report(asker, owner);
    }

    long Held(int entry)
    {
        var holder = stage.Holder(entry);
        if (holder < 0) return OpenPlaces.Anyone;
        var owner = stage.Owner(entry);
        var look = stage.Look(holder, owner);
        cost[holder] = stage.AskersCost(look, entry);
        return stage.Owners.Wishes.RankOf(owner, holder) != Wishes.Unranked ? OpenPlaces.Nobody : stage.OwnersCost(look, holder);
    }

    // All askers like the lower of two seats of one owner better. So they stand in the owner's order, or one blocks.
    void InOrder(int owner, List<(int, int)> found)
    {
        for (var entry = stage.EntryStart[owner] + 1; entry < stage.EntryStart[owner + 1]; entry++)
        {
            var asker = stage.Holder(entry);
            if (asker < 0) continue;
            var rank = stage.Owners.Wishes.RankOf(owner, asker);
            var given = rank == Wishes.Unranked ? held[entry] : stage.OwnersCost(stage.Look(asker, owner), asker);
            // Where nobody was promoted, one that stands before the next stands before all.
            for (var lower = entry - 1; lower >= (listed is null ? entry - 1 : stage.EntryStart[owner]); lower--)
                if (Accepts(lower, rank, given, asker)) found.Add((asker, owner));
        }
    }

    void OfAsker(int asker, List<(int, int)> found)
    {
        foreach (var owner in stage.Askers.Wishes.Of(asker))
            if (Blocks(asker, owner)) found.Add((asker, owner));
    }

    void OfOwner(int owner, bool[] asks, List<(int, int)> found)
    {
        foreach (var asker in stage.Owners.Wishes.Of(owner))
            if (asks[asker] && Blocks(asker, owner)) found.Add((asker, owner));
    }

    bool Blocks(int asker, int owner)
    {
        if (stage.EntryStart[owner] == stage.EntryStart[owner + 1] || stage.Bars(asker, owner)) return false;
        var look = stage.Look(asker, owner);
        if (!judgement.IsWithinRadius(look.Distance)) return false;
        int rank = stage.Owners.Wishes.RankOf(owner, asker), low = stage.EntryStart[owner], high = stage.EntryStart[owner + 1];
        var given = stage.OwnersCost(look, asker);
        if (listed is not null)
            while (low < high && !Accepts(low, rank, given, asker)) low++;
        else while (low < high)
        {
            var middle = (low + high) / 2;
            if (Accepts(middle, rank, given, asker)) high = middle;
            else low = middle + 1;
        }
        return low < stage.EntryStart[owner + 1] && Prefers(asker, low, stage.Askers.Wishes.RankOf(asker, owner), stage.AskersCost(look, low));
    }

    bool Accepts(int entry, int rank, long given, int asker)
    {
        var holder = stage.Holder(entry);
        if (holder < 0) return true;
        if (holder == asker) return false;
        var itsRank = stage.Owners.Wishes.RankOf(stage.Owner(entry), holder);
        return rank != itsRank ? rank < itsRank : given != held[entry] ? given < held[entry] : stage.Askers.IdOrder[asker] < stage.Askers.IdOrder[holder];
    }

    bool Prefers(int asker, int entry, int rank, long itsCost)
    {
        var has = stage.Has[asker];
        if (has < 0) return true;
        var hasRank = stage.Askers.Wishes.RankOf(asker, stage.Owner(has));
        return rank != hasRank ? rank < hasRank : PrefersUnchosen(asker, entry, itsCost);
    }

    // Where it ranked both alike, or neither.
    bool PrefersUnchosen(int asker, int entry, long itsCost)
    {
        var has = stage.Has[asker];
        if (has < 0) return true;
        if (itsCost != cost[asker]) return itsCost < cost[asker];
        var (owner, its) = (stage.Owner(entry), stage.Owner(has));
        return owner != its ? stage.Owners.IdOrder[owner] < stage.Owners.IdOrder[its] : stage.Seat(entry) < stage.Seat(has);
    }

    bool HasChoice(int asker) =>
        stage.Has[asker] is >= 0 and var has && stage.Askers.Wishes.RankOf(asker, stage.Owner(has)) != Wishes.Unranked;

    // Those who stand next to each other live near each other, and look together.
    void ByCost()
    {
        int[][] asking = [.. Array.FindAll(stage.Who, asker => !(blocks[asker] && listed is null) && !HasChoice(asker)).Chunk(WantedPlaces.Together)];
        Each(asking.Length, () =>
        {
            var wanted = new WantedPlaces(market, stage, places);
            return (at, found) => Together(asking[at], wanted, found);
        }, work: 10 * WantedPlaces.Together);
    }

    void Together(int[] some, WantedPlaces wanted, List<(int Asker, int Owner)> found)
    {
        wanted.Clear();
        foreach (var asker in some) wanted.Add(asker, stage.Has[asker] < 0 ? OpenPlaces.Anyone : cost[asker]);
        var looking = wanted.All;
        foreach (var root in places.Layers) looking = wanted.Look(root, looking, 0, Judge);
        for (; bonus > 0 && looking != 0; looking &= looking - 1)
        {
            var at = BitOperations.TrailingZeroCount(looking);
            foreach (var group in stage.Askers.Groups[some[at]])
                if (wanted.Look(places.OfGroup(group), 1u << at, bonus, Judge) == 0) break;
        }

        bool Judge(int asker, int entry)
        {
            if (!BlocksAt(asker, entry)) return false;
            found.Add((asker, stage.Owner(entry)));
            return listed is null;
        }
    }

    // Taken as if neither had chosen the other: where one has, they want each other all the more.
    bool BlocksAt(int asker, int entry)
    {
        var owner = stage.Owner(entry);
        if (held[entry] == OpenPlaces.Nobody || entry == stage.Has[asker] || stage.Bars(asker, owner)) return false;
        var look = stage.Look(asker, owner);
        return judgement.IsWithinRadius(look.Distance)
            && PrefersUnchosen(asker, entry, stage.AskersCost(look, entry))
            && Accepts(entry, Wishes.Unranked, stage.OwnersCost(look, asker), asker);
    }

    void Report(int asker, int owner)
    {
        if (listed is null ? blocks[asker] : !reported.Add((asker, owner))) return;
        blocks[asker] = true;
        var (p, a) = stage.ProposersAsk ? (asker, owner) : (owner, asker);
        var seat = listed?.Take(p, a) ?? 0;
        if (seat == 0) faults.Add("pair-does-not-block", p, a);
        else if (!BlocksAtSeat(asker, owner, seat)) faults.Add("listed-pair-is-said-right", p, a);
    }

    bool BlocksAtSeat(int asker, int owner, int seat)
    {
        var look = stage.Look(asker, owner);
        int rank = stage.Owners.Wishes.RankOf(owner, asker), entry = stage.EntryStart[owner];
        while (entry < stage.EntryStart[owner + 1] && stage.Seat(entry) != seat) entry++;
        return entry < stage.EntryStart[owner + 1] && Accepts(entry, rank, stage.OwnersCost(look, asker), asker)
            && Prefers(asker, entry, stage.Askers.Wishes.RankOf(asker, owner), stage.AskersCost(look, entry));
    }
}
