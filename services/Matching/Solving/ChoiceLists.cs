namespace Matching;

/// <summary>
/// The choices of a stage by its own numbering: for each asker those that it ranked, and those that ranked it without
/// being ranked by it. Both are short, so they are gone through one by one beside the search of all seats.
/// </summary>
sealed class ChoiceLists
{
    readonly Stage stage;
    readonly SeatForest forest;
    readonly int[] chosenStart, chosenNext, chooserStart, chooserNext;
    readonly Entry[] chosen, choosers;

    public ChoiceLists(Stage stage, SeatForest forest, SeatSearch search)
    {
        this.stage = stage;
        this.forest = forest;
        var casting = stage.Casting;
        var askerAt = Inverse(stage.Asker, casting.Askers.Count);
        var ownerAt = Inverse(stage.Owner, casting.Owners.Count);
        Wishes asks = casting.HeedsAskersChoices ? casting.Askers.Wishes : Wishes.None;
        Wishes gives = casting.HeedsOwnersChoices ? casting.Owners.Wishes : Wishes.None;

        List<Entry> entries = [];
        for (var asker = 0; asker < stage.Asker.Length; asker++)
            foreach (var owner in asks.Of(stage.Asker[asker]))
                if (ownerAt[owner] >= 0) Add(asker, ownerAt[owner], gives.RankOf(owner, stage.Asker[asker]));
        (chosenStart, chosen) = ByAsker(entries);

        entries.Clear();
        for (var owner = 0; owner < stage.Owner.Length; owner++)
        {
            var ranks = gives.RanksOf(stage.Owner[owner]);
            var whom = gives.Of(stage.Owner[owner]);
            for (var at = 0; at < whom.Length; at++)
                if (askerAt[whom[at]] >= 0 && asks.RankOf(whom[at], stage.Owner[owner]) == Wishes.Unranked)
                    Add(askerAt[whom[at]], owner, ranks[at]);
        }
        (chooserStart, choosers) = ByAsker(entries);
        for (var asker = 0; asker < stage.Asker.Length; asker++)
            choosers.AsSpan(chooserStart[asker], chooserStart[asker + 1] - chooserStart[asker])
                .Sort((one, other) => (one.Least, one.OwnerOrder).CompareTo((other.Least, other.OwnerOrder)));
        (chosenNext, chooserNext) = ([.. chosenStart], [.. chooserStart]);

        void Add(int asker, int owner, int rank)
        {
            var inGroup = casting.Askers.Groups[stage.Asker[asker]].Overlap(casting.Owners.Groups[stage.Owner[owner]]);
            if (search.Measure(asker, owner, inGroup) is not var (ask, give) || casting.Bars(stage.Asker[asker], stage.Owner[owner])) return;
            var penalty = stage.SeatPenalty[stage.SeatsOf[owner][0]];
            entries.Add(new(asker, owner, stage.OwnerOrder[owner], rank, ask, give, ask + penalty));
        }
    }

    /// <summary>The best seat among the asker's ranked choices that accepts it; they come before everything else.</summary>
    public Candidate Chosen(int asker)
    {
        // A choice that refuses now refuses for ever.
        for (ref var next = ref chosenNext[asker]; next < chosenStart[asker + 1]; next++)
            if (FirstAccepting(chosen[next]) is { Seat: >= 0 } found) return found;
        return Candidate.None;
    }

    /// <summary>The best seat of those that ranked the asker and that it did not rank.</summary>
    public Candidate Choosing(int asker)
    {
        var best = Candidate.None;
        ref var next = ref chooserNext[asker];
        for (var at = next; at < chooserStart[asker + 1] && choosers[at].Least <= best.Cost; at++)
        {
            var found = FirstAccepting(choosers[at]);
            if (found.Seat < 0 && at == next) next++;
            if (found.Seat >= 0 && best.IsWorseThan(found.Cost, found.OwnerOrder, found.Number)) best = found;
        }
        return best;
    }

    // All seats of an owner like askers alike, and each asker took the lowest that accepted it: those who hold them
    // stand in the owner's order, the empty ones last, and the first that accepts is found by halving.
    Candidate FirstAccepting(in Entry entry)
    {
        var seats = stage.SeatsOf[entry.Owner];
        int low = 0, high = seats.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Accepts(seats[middle], entry.Asker, entry.Rank, entry.Give)) high = middle;
            else low = middle + 1;
        }
        if (low == seats.Length) return Candidate.None;
        return new()
        {
            Seat = seats[low],
            Cost = entry.Ask + stage.SeatPenalty[seats[low]],
            OwnerOrder = entry.OwnerOrder,
            Number = stage.SeatNumber[seats[low]],
            Rank = entry.Rank,
            Given = entry.Give,
        };
    }

    /// <summary>Whether a seat accepts an asker of whom its owner thinks this.</summary>
    public bool Accepts(int seat, int asker, int rank, long given)
    {
        if (forest.Holder[seat] < 0) return true;
        if (rank != forest.Rank[seat]) return rank < forest.Rank[seat];
        if (given != forest.Cost[seat]) return given < forest.Cost[seat];
        return stage.AskerOrder[asker] < forest.HolderOrder(seat);
    }

    static int[] Inverse(int[] indices, int all)
    {
        var at = new int[all];
        Array.Fill(at, -1);
        for (var i = 0; i < indices.Length; i++) at[indices[i]] = i;
        return at;
    }

    // Keeps the order in which each asker's entries came.
    (int[] Start, Entry[] Entries) ByAsker(List<Entry> entries)
    {
        var start = new int[stage.Asker.Length + 1];
        foreach (var entry in entries) start[entry.Asker + 1]++;
        for (var asker = 0; asker < stage.Asker.Length; asker++) start[asker + 1] += start[asker];
        var next = start.AsSpan().ToArray();
        var sorted = new Entry[entries.Count];
        foreach (var entry in entries) sorted[next[entry.Asker]++] = entry;
        return (start, sorted);
    }

    /// <summary>One asker and one owner of which one chose the other: what both think, and the asker's cost of the first seat.</summary>
    readonly record struct Entry(int Asker, int Owner, int OwnerOrder, int Rank, long Ask, long Give, long Least);
}
