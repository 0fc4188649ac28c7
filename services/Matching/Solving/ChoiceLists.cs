namespace Matching;

/// <summary>
/// The choices of a stage by its own numbering: those that each asker ranked, and those that ranked it without being ranked
/// by it. Both are short, so they are gone through one by one beside the search of all seats.
/// </summary>
sealed class ChoiceLists
{
    const int NoneLeft = -1;
    readonly Stage stage;
    readonly SeatForest forest;
    readonly Appraisal appraisal;
    readonly Casting casting;
    readonly Wishes asks, gives;
    readonly int[] ownerAt;
    readonly Rows choosers;
    readonly long[] least;
    readonly int[] refused, outdone;

    public ChoiceLists(Stage stage, SeatForest forest, Appraisal appraisal)
    {
        (this.stage, this.forest, this.appraisal, casting) = (stage, forest, appraisal, stage.Casting);
        asks = casting.HeedsAskersChoices ? casting.Askers.Wishes : Wishes.None;
        gives = casting.HeedsOwnersChoices ? casting.Owners.Wishes : Wishes.None;
        ownerAt = asks.Start.Length == 0 ? [] : Numbers.Inverse(stage.Owner, casting.Owners.Count);
        refused = new int[asks.Start.Length == 0 ? 0 : stage.Asker.Length];
        stage.Crew.Split(refused.Length, (_, from, to) =>
        {
            for (var asker = from; asker < to; asker++) refused[asker] = FirstChoice(asker);
        });
        (choosers, least) = gives.Start.Length == 0 ? (new([], []), []) : Choosers();
        outdone = new int[gives.Start.Length == 0 ? 0 : stage.Asker.Length];
    }

    /// <summary>The best seat among the asker's ranked choices that accepts it; they come before everything else.</summary>
    public Candidate Chosen(int asker, Part part)
    {
        if (refused.Length == 0) return Candidate.None;
        // A choice that refuses now refuses for ever. Most have no list, or none left: theirs is not looked up.
        ref var next = ref refused[asker];
        if (next == NoneLeft) return Candidate.None;
        var whom = asks.Of(stage.Asker[asker]);
        for (; next < whom.Length; next++)
            if (ownerAt[whom[next]] is >= 0 and var owner && FirstAccepting(asker, owner, part) is { Seat: not -1 } found) return found;
        next = NoneLeft;
        return Candidate.None;
    }

    /// <summary>The best seat of those that ranked the asker and that it did not rank.</summary>
    public Candidate Choosing(int asker, Part part)
    {
        var best = Candidate.None;
        if (outdone.Length == 0) return best;
        ref var next = ref outdone[asker];
        var mine = choosers[asker];
        for (var at = next; at < mine.Length && least[choosers.Start[asker] + at] <= best.Cost; at++)
        {
            var found = FirstAccepting(asker, mine[at], part);
            if (found.Seat == -1 && at == next) next++;
            if (found.Seat != -1 && best.IsWorseThan(found.Cost, found.OwnerOrder, found.Number)) best = found;
        }
        return best;
    }

    /// <summary>Whether an asker ranked an owner.</summary>
    public bool IsRanked(int asker, int owner) => asks.RankOf(stage.Asker[asker], stage.Owner[owner]) != Wishes.Unranked;

    /// <summary>What an owner thinks of an asker, whether it ranked it or not.</summary>
    public long Given(int asker, int owner)
    {
        var rank = gives.RankOf(stage.Owner[owner], stage.Asker[asker]);
        return rank != Wishes.Unranked ? stage.Chosen(asker, rank) : Appraised(asker, owner)!.Value.Give;
    }

    /// <summary>The seat that an asker has, as a search would have found it.</summary>
    public Candidate Standing(int asker, int seat)
    {
        if (seat < 0) return Candidate.None;
        var owner = stage.SeatOwner[seat];
        var cost = Appraised(asker, owner)!.Value.Ask + stage.Penalty(seat);
        return new() { Seat = seat, Cost = cost, OwnerOrder = stage.OwnerOrder[owner], Number = stage.SeatNumber[seat] };
    }

    /// <summary>Fills in the seats that an asker would rather have and that would accept it, of those that it ranked or whose owners ranked it.</summary>
    public void PassOver(int asker, int has, List<int> seats)
    {
        var owner = has < 0 ? -1 : stage.SeatOwner[has];
        foreach (var chosen in refused.Length == 0 ? [] : asks.Of(stage.Asker[asker]))
        {
            var at = ownerAt[chosen];
            if (at == owner && has >= 0)
            {
                Accepting(asker, at, seat => stage.SeatNumber[seat] < stage.SeatNumber[has], seats);
                return;
            }
            if (at >= 0) Accepting(asker, at, _ => true, seats);
        }
        var standing = Standing(asker, has);
        foreach (var at in outdone.Length == 0 ? [] : choosers[asker])
            if (Measured(asker, at) is var (ask, _))
                Accepting(asker, at, seat => standing.IsWorseThan(ask + stage.Penalty(seat), stage.OwnerOrder[at], stage.SeatNumber[seat]), seats);
    }

    void Accepting(int asker, int owner, Func<int, bool> rather, List<int> seats)
    {
        if (Measured(asker, owner) is null) return;
        var given = Given(asker, owner);
        foreach (var seat in stage.SeatsOf[owner])
            if (rather(seat) && forest.Holder[seat] != asker && forest.Accept(seat, asker, given)) seats.Add(seat);
    }

    /// <summary>Lets an asker whom everyone refused begin again.</summary>
    public void Renew(int asker)
    {
        if (refused.Length > 0) refused[asker] = FirstChoice(asker);
        if (outdone.Length > 0) outdone[asker] = 0;
    }

    int FirstChoice(int asker) => asks.Of(stage.Asker[asker]).Length == 0 ? NoneLeft : 0;

    // All seats of an owner like askers alike, and each asker took the lowest that accepted it: those who hold them
    // stand in the owner's order, the empty ones last, and the first that accepts is found by halving.
    Candidate FirstAccepting(int asker, int owner, Part part)
    {
        if (Measured(asker, owner) is not var (ask, give)) return Candidate.None;
        var seats = stage.SeatsOf[owner];
        if (!part.IsAll)
            foreach (var seat in seats)
                if (!part.Has(seat)) return Candidate.OneBeyond with { Cost = ask + stage.Penalty(seats[0]), OwnerOrder = stage.OwnerOrder[owner], Number = stage.SeatNumber[seats[0]] };
        var rank = gives.RankOf(stage.Owner[owner], stage.Asker[asker]);
        if (rank != Wishes.Unranked) give = stage.Chosen(asker, rank);
        int low = 0, high = seats.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (forest.Accept(seats[middle], asker, give)) high = middle;
            else low = middle + 1;
        }
        if (low == seats.Length) return Candidate.None;
        return new()
        {
            Seat = seats[low],
            Cost = ask + stage.Penalty(seats[low]),
            OwnerOrder = stage.OwnerOrder[owner],
            Number = stage.SeatNumber[seats[low]],
            Given = give,
            IsChosen = rank != Wishes.Unranked,
        };
    }

    (long Ask, long Give)? Measured(int asker, int owner)
    {
        var (from, to) = (stage.Asker[asker], stage.Owner[owner]);
        return casting.HasBars && casting.Bars(from, to) ? null : Appraised(asker, owner);
    }

    (long Ask, long Give)? Appraised(int asker, int owner)
    {
        var (from, to) = (stage.Asker[asker], stage.Owner[owner]);
        return appraisal.Of(asker, owner, casting.Terms.Bonus > 0 && casting.Askers.Groups[from].Overlap(casting.Owners.Groups[to]));
    }

    // For each asker in the order of what their first seats cost it.
    (Rows Choosers, long[] Least) Choosers()
    {
        var (who, start) = (WhoWasChosen(), new int[stage.Asker.Length + 1]);
        foreach (var asker in who)
            if (asker >= 0) start[asker + 1]++;
        for (var asker = 0; asker < stage.Asker.Length; asker++) start[asker + 1] += start[asker];
        var next = start.AsSpan(0, stage.Asker.Length).ToArray();
        var owners = new int[start[^1]];
        for (int owner = 0; owner < stage.Owner.Length; owner++)
            for (var at = gives.Start[stage.Owner[owner]]; at < gives.Start[stage.Owner[owner] + 1]; at++)
                if (who[at] >= 0) owners[next[who[at]]++] = owner;
        var costs = new long[owners.Length];
        stage.Crew.Split(stage.Asker.Length, (_, from, to) =>
        {
            for (var asker = from; asker < to; asker++)
            {
                var mine = owners.AsSpan(start[asker], start[asker + 1] - start[asker]);
                var its = costs.AsSpan(start[asker], mine.Length);
                for (var at = 0; at < mine.Length; at++)
                    its[at] = Measured(asker, mine[at]) is var (ask, _) ? ask + stage.Penalty(stage.SeatsOf[mine[at]][0]) : long.MaxValue;
                its.Sort(mine);
            }
        });
        return (new(start, owners), costs);
    }

    // The asker of each choice of an owner's, or −1 where it does not ask or chose the owner too.
    int[] WhoWasChosen()
    {
        var askerAt = Numbers.Inverse(stage.Asker, casting.Askers.Count);
        var who = Numbers.Nobody(gives.Whom.Length);
        stage.Crew.Split(stage.Owner.Length, (_, from, to) =>
        {
            for (var owner = from; owner < to; owner++)
            {
                var index = stage.Owner[owner];
                for (var at = gives.Start[index]; at < gives.Start[index + 1]; at++)
                {
                    var asker = askerAt[gives.Whom[at]];
                    if (asker >= 0 && (refused.Length == 0 || refused[asker] == NoneLeft || asks.RankOf(gives.Whom[at], index) == Wishes.Unranked)) who[at] = asker;
                }
            }
        });
        return who;
    }
}
