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
    readonly OpenPlaces places;
    readonly WantedPlaces wanted;
    readonly long[] held;
    readonly bool[] blocks;

    public BlockingPairs(Market market, Judgement judgement, ClaimedStage stage, ProofFaults faults)
    {
        (this.stage, this.judgement, this.faults) = (stage, judgement, faults);
        bonus = market.Rules.Bonus;
        held = new long[stage.Entries];
        blocks = new bool[stage.Askers.Count];
        for (var entry = 0; entry < held.Length; entry++) held[entry] = Held(entry);
        places = new(stage, held, grouped: bonus > 0);
        wanted = new(market, stage, places);
    }

    /// <summary>Reports a pair for each asker that blocks with somebody, and answers how many askers do.</summary>
    public int Find()
    {
        PlacesInOrder();
        ByChoice();
        ByCost();
        return blocks.Count(it => it);
    }

    long Held(int entry)
    {
        var holder = stage.Holder(entry);
        if (holder < 0) return OpenPlaces.Anyone;
        var owner = stage.Owner(entry);
        return stage.Owners.Wishes.RankOf(owner, holder) != Wishes.Unranked ? OpenPlaces.Nobody : stage.OwnersCost(stage.Look(holder, owner), holder);
    }

    // All askers like the lower of two seats of one owner's better. So they stand in the owner's order, or one blocks.
    void PlacesInOrder()
    {
        for (var owner = 0; owner < stage.Owners.Count; owner++)
            for (var entry = stage.EntryStart[owner] + 1; entry < stage.EntryStart[owner + 1]; entry++)
            {
                var asker = stage.Holder(entry);
                if (asker < 0) continue;
                var cost = stage.OwnersCost(stage.Look(asker, owner), asker);
                if (Accepts(entry - 1, stage.Owners.Wishes.RankOf(owner, asker), cost, asker)) Report(asker, owner);
            }
    }

    void ByChoice()
    {
        foreach (var asker in stage.Who)
            foreach (var owner in stage.Askers.Wishes.Of(asker)) Ask(asker, owner);
        var asks = new bool[stage.Askers.Count];
        foreach (var asker in stage.Who) asks[asker] = true;
        for (var owner = 0; owner < stage.Owners.Count; owner++)
            foreach (var asker in stage.Owners.Wishes.Of(owner))
                if (asks[asker]) Ask(asker, owner);
    }

    void Ask(int asker, int owner)
    {
        if (blocks[asker] || stage.EntryStart[owner] == stage.EntryStart[owner + 1] || stage.Bars(asker, owner)) return;
        var look = stage.Look(asker, owner);
        if (!judgement.IsWithinRadius(look.Distance)) return;
        int rank = stage.Owners.Wishes.RankOf(owner, asker), low = stage.EntryStart[owner], high = stage.EntryStart[owner + 1];
        var cost = stage.OwnersCost(look, asker);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Accepts(middle, rank, cost, asker)) high = middle;
            else low = middle + 1;
        }
        if (low == stage.EntryStart[owner + 1]) return;
        if (Prefers(asker, low, stage.Askers.Wishes.RankOf(asker, owner), stage.AskersCost(look, low))) Report(asker, owner);
    }

    bool Accepts(int entry, int rank, long cost, int asker)
    {
        var holder = stage.Holder(entry);
        if (holder < 0) return true;
        if (holder == asker) return false;
        var itsRank = stage.Owners.Wishes.RankOf(stage.Owner(entry), holder);
        return rank != itsRank ? rank < itsRank : cost != held[entry] ? cost < held[entry] : asker < holder;
    }

    bool Prefers(int asker, int entry, int rank, long cost)
    {
        var has = stage.Has[asker];
        if (has < 0) return true;
        var owner = stage.Owner(has);
        var itsRank = stage.Askers.Wishes.RankOf(asker, owner);
        if (rank != itsRank) return rank < itsRank;
        var itsCost = stage.AskersCost(stage.Look(asker, owner), has);
        if (cost != itsCost) return cost < itsCost;
        return owner != stage.Owner(entry) ? stage.Owner(entry) < owner : stage.Seat(entry) < stage.Seat(has);
    }

    bool HasChoice(int asker) =>
        stage.Has[asker] is >= 0 and var has && stage.Askers.Wishes.RankOf(asker, stage.Owner(has)) != Wishes.Unranked;

    // Those who have a place in the order of the places, who are near each other one after the other; then the others.
    void ByCost()
    {
        var asked = new bool[stage.Askers.Count];
        foreach (ref readonly var place in places.Places.AsSpan())
            if (stage.Holder(place.Entry) is >= 0 and var asker && stage.Has[asker] == place.Entry) ByCost(asker, asked);
        foreach (var asker in stage.Who) ByCost(asker, asked);
    }

    void ByCost(int asker, bool[] asked)
    {
        if (asked[asker]) return;
        asked[asker] = true;
        if (blocks[asker] || HasChoice(asker)) return;
        var has = stage.Has[asker];
        var cost = has < 0 ? OpenPlaces.Anyone : stage.AskersCost(stage.Look(asker, stage.Owner(has)), has);
        foreach (var root in places.Layers) Walk(asker, root, cost, 0);
        if (bonus == 0) return;
        foreach (var group in stage.Askers.Groups[asker]) Walk(asker, places.OfGroup(group), cost, bonus);
    }

    void Walk(int asker, int root, long cost, long extra)
    {
        if (root < 0 || blocks[asker]) return;
        wanted.Begin(asker, root, cost, extra);
        for (var entry = wanted.Next(); entry >= 0 && !blocks[asker]; entry = wanted.Next())
            if (Blocks(asker, entry)) Report(asker, stage.Owner(entry));
    }

    // Taken as if neither had chosen the other: where one has, they want each other all the more.
    bool Blocks(int asker, int entry)
    {
        var owner = stage.Owner(entry);
        if (held[entry] == OpenPlaces.Nobody || entry == stage.Has[asker] || stage.Bars(asker, owner)) return false;
        var look = stage.Look(asker, owner);
        return judgement.IsWithinRadius(look.Distance)
            && Prefers(asker, entry, Wishes.Unranked, stage.AskersCost(look, entry))
            && Accepts(entry, Wishes.Unranked, stage.OwnersCost(look, asker), asker);
    }

    void Report(int asker, int owner)
    {
        if (blocks[asker]) return;
        blocks[asker] = true;
        var (p, a) = stage.ProposersAsk ? (asker, owner) : (owner, asker);
        faults.Add("pair-does-not-block", p, a);
    }
}
