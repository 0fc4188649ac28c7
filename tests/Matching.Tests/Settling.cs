namespace Matching.Tests;

/// <summary>
/// What one change to a standing outcome makes, by going through everybody: newcomers take the empty seats that they like
/// best, empty seats go to whom their acceptor likes best of those waiting, then idle acceptors take second places.
/// </summary>
sealed class Settling(Lists now, IEnumerable<Lock> kept)
{
    readonly Definition definition = new(now);
    readonly List<Lock> pairs = [.. kept];

    public List<Lock> Made { get; } = [];

    /// <summary>After those concerned came or lost a pair, proposers in the order in which they are placed.</summary>
    public Settling Settle(IReadOnlyList<string> concerned)
    {
        var proposers = concerned.SelectMany(id => now.Proposers.Where(p => p.Id == id)).OrderByDescending(p => p.Need).ThenBy(p => new Bytes(p.Id)).ToArray();
        var acceptors = concerned.SelectMany(id => now.Acceptors.Where(a => a.Id == id)).ToArray();
        foreach (var p in proposers)
            if (IsWaiting(p)) Pair(p, now.Acceptors.Where(a => Held(a) < a.Seats && MayHave(p, a)).MinBy(a => definition.Thinks(p, a, Held(a) + 1)), 1);
        foreach (var a in acceptors)
            while (Held(a) < a.Seats && Pair(now.Proposers.Where(p => IsWaiting(p) && MayHave(p, a)).MinBy(p => definition.Thinks(a, p)), a, 1)) { }
        if (!now.Rules.SecondPlace) return this;
        foreach (var a in acceptors)
            if (IsIdle(a)) Pair(now.Proposers.Where(p => HasNoSecond(p) && MayHave(p, a)).MinBy(p => definition.ThinkOfSecond(p, a).Asks), a, 2);
        foreach (var p in proposers)
            if (HasNoSecond(p)) Pair(p, now.Acceptors.Where(a => IsIdle(a) && MayHave(p, a)).MinBy(a => definition.ThinkOfSecond(p, a).Gives), 2);
        return this;
    }

    public bool IsWaiting(Proposer p) => pairs.All(pair => pair.Proposer != p.Id || pair.Stage != 1);

    bool HasNoSecond(Proposer p) => !p.SecondElsewhere && pairs.All(pair => pair.Proposer != p.Id || pair.Stage != 2);

    bool IsIdle(Acceptor a) => !a.HoldsElsewhere && pairs.All(pair => pair.Acceptor != a.Id);

    int Held(Acceptor a) => pairs.Count(pair => pair.Acceptor == a.Id && pair.Stage == 1);

    bool MayHave(Proposer p, Acceptor a) => definition.Permits(p, a) && pairs.All(pair => (pair.Proposer, pair.Acceptor) != (p.Id, a.Id));

    bool Pair(Proposer? p, Acceptor? a, int stage)
    {
        if (p is null || a is null) return false;
        pairs.Add(new(p.Id, a.Id, stage));
        Made.Add(pairs[^1]);
        return true;
    }
}
