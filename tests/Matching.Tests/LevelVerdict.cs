namespace Matching.Tests;

/// <summary>Whether what an outcome says of levels can be, by going through its list of blocking pairs word by word.</summary>
sealed class LevelVerdict(Lists lists)
{
    readonly Definition definition = new(lists);

    /// <summary>Of an outcome whose form is right.</summary>
    public bool IsRight(Outcome outcome)
    {
        var blocking = new Verdict(lists).BlockingSeats(outcome);
        var level = outcome.Blocking.GroupBy(row => row.Holder).ToDictionary(rows => rows.Key, rows => rows.Select(row => row.Level).Distinct().ToArray());
        return outcome.Blocking.Select(row => (row.Proposer, row.Acceptor, row.Seat, (string?)row.Holder)).Order().SequenceEqual(blocking.Order())
            && outcome.Blocking.All(row => row.Reason == Reasons.GaveWay && row.Level >= 1 && row.Level < lists.Rules.Levels)
            && level.Values.All(levels => levels.Length == 1)
            && outcome.Blocking.All(row => !level.TryGetValue(row.Proposer, out var mine) || mine[0] < row.Level)
            && level.Keys.All(holder => !HadAnEmptySeat(outcome, holder))
            && PairsItsShare(outcome);
    }

    bool HadAnEmptySeat(Outcome outcome, string holder)
    {
        var p = lists.Proposers.Single(one => one.Id == holder);
        return lists.Acceptors.Any(a => definition.Permits(p, a) && !lists.Locks.Contains(new(p.Id, a.Id, 2))
            && outcome.Pairs.Count(pair => pair.Stage == 1 && pair.Acceptor == a.Id) < a.Seats);
    }

    bool PairsItsShare(Outcome outcome)
    {
        var standing = lists.Locks.Count(kept => kept.Stage == 1);
        var paired = outcome.Pairs.Count(pair => pair.Stage == 1) - standing;
        return paired * (lists.Rules.Levels + 1) >= lists.Rules.Levels * (Most() - standing);
    }

    /// <summary>How many could have a first place at all: along augmenting paths, one proposer after the other.</summary>
    public int Most()
    {
        var locked = lists.Locks.Where(kept => kept.Stage == 1).ToArray();
        var seats = lists.Acceptors.SelectMany(a => Enumerable.Repeat(a, a.Seats - locked.Count(kept => kept.Acceptor == a.Id))).ToArray();
        var holder = new Proposer?[seats.Length];
        return locked.Length + lists.Proposers.Count(p => locked.All(kept => kept.Proposer != p.Id) && Seat(p, new bool[seats.Length]));

        bool Seat(Proposer p, bool[] seen)
        {
            for (var at = 0; at < seats.Length; at++)
            {
                if (seen[at] || !definition.Permits(p, seats[at]) || lists.Locks.Contains(new(p.Id, seats[at].Id, 2))) continue;
                seen[at] = true;
                if (holder[at] is { } held && !Seat(held, seen)) continue;
                holder[at] = p;
                return true;
            }
            return false;
        }
    }
}
