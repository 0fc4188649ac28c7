namespace Matching;

/// <summary>
/// Places newcomers and fills vacancies, and parts no one: who has no first place and which seats are empty, who is idle
/// and which second places are open. Kept so that no two who could be paired stand there side by side.
/// </summary>
sealed class Vacancies(Rules rules, CellGrid grid, Dictionary<string, Participant> proposers)
{
    readonly Cells open = new(grid, 0), waiting = new(grid, 0), idle = new(grid, 1), second = new(grid, 1);
    readonly Taste taste = new(rules);

    /// <summary>The pairs made since this was emptied.</summary>
    public List<Lock> Made { get; } = [];

    public bool AnyOpen => open.Count > 0;

    public bool AnyOpenWithin(Participant p) => open.Best(p.Place, 0, a => taste.WithinRadius(p, a)) is not null;

    /// <summary>Puts a proposer where it belongs, without pairing anybody.</summary>
    public void EnterProposer(Participant p)
    {
        if (p.First is null) waiting.Add(p);
        if (p.OffersSecond) second.Add(p);
    }

    /// <summary>Puts an acceptor where it belongs, without pairing anybody.</summary>
    public void EnterAcceptor(Participant a)
    {
        if (a.Holds.Count < a.Seats) open.Add(a);
        if (a.IsIdle) idle.Add(a);
    }

    public void Leave(Participant one)
    {
        foreach (var cells in (ReadOnlySpan<Cells>)(proposers.ContainsKey(one.Id) ? [waiting, second] : [open, idle]))
            if (cells.Has(one)) cells.Remove(one);
    }

    /// <summary>A proposer without a first place takes the best empty seat that it may have.</summary>
    public void Place(Participant p)
    {
        if (p.First is not null || open.Count == 0) return;
        var best = Chosen(p, a => open.Has(a) && MayHaveFirst(p, a))
            ?? open.Best(p.Place, taste.MostForProposer, a => p.Second == a ? null : taste.Asks(p, a, a.Holds.Count + 1));
        if (best is not null) PairFirst(p, best);
    }

    /// <summary>Empty seats go to those waiting, as their acceptor likes them.</summary>
    public void Fill(Participant a)
    {
        while (a.Holds.Count < a.Seats && waiting.Count > 0)
        {
            var best = Chosen(a, p => waiting.Has(p) && MayHaveFirst(p, a))
                ?? waiting.Best(a.Place, taste.MostForAcceptor, p => p.Second == a ? null : taste.Gives(a, p));
            if (best is null) return;
            PairFirst(best, a);
        }
    }

    /// <summary>An acceptor that holds nobody takes the best second place that is open.</summary>
    public void Seek(Participant a)
    {
        if (!rules.SecondPlace || !a.IsIdle || second.Count == 0) return;
        var best = Chosen(a, p => second.Has(p) && MayHaveSecond(p, a))
            ?? second.Best(a.Place, taste.MostForAcceptor, p => p.First == a ? null : taste.Gives(a, p));
        if (best is not null) PairSecond(best, a);
    }

    /// <summary>A proposer's second place goes to the idle one that it likes best.</summary>
    public void Offer(Participant p)
    {
        if (!rules.SecondPlace || !p.OffersSecond || idle.Count == 0) return;
        var best = Chosen(p, a => idle.Has(a) && MayHaveSecond(p, a))
            ?? idle.Best(p.Place, taste.MostForProposer, a => p.First == a ? null : taste.Asks(p, a, 1));
        if (best is not null) PairSecond(p, best);
    }

    /// <summary>Ends a first place because one of the two leaves; both then stand where they belong.</summary>
    public void EndFirst(Participant p, Participant a)
    {
        (p.First, p.KeepsFirst) = (null, false);
        a.Holds.Remove(p);
        Return(p, a);
    }

    /// <summary>Ends a second place because one of the two leaves.</summary>
    public void EndSecond(Participant p, Participant a)
    {
        (p.Second, a.Second, p.KeepsSecond) = (null, null, false);
        Return(p, a);
    }

    public void Reseat(Participant a, int seats)
    {
        a.Seats = seats;
        Leave(a);
        EnterAcceptor(a);
    }

    void Return(Participant p, Participant a)
    {
        Leave(p);
        Leave(a);
        EnterProposer(p);
        EnterAcceptor(a);
    }

    bool MayHaveFirst(Participant p, Participant a) => p.Second != a && taste.Permits(p, a);

    bool MayHaveSecond(Participant p, Participant a) => p.First != a && taste.Permits(p, a);

    static Participant? Chosen(Participant who, Func<Participant, bool> may) => Array.Find(who.Wishes, whom => !whom.HasLeft && may(whom));

    void PairFirst(Participant p, Participant a)
    {
        p.First = a;
        a.Holds.Add(p);
        waiting.Remove(p);
        if (a.Holds.Count == a.Seats) open.Remove(a);
        if (idle.Has(a)) idle.Remove(a);
        Made.Add(new(p.Id, a.Id, 1));
    }

    void PairSecond(Participant p, Participant a)
    {
        (p.Second, a.Second) = (a, p);
        second.Remove(p);
        idle.Remove(a);
        Made.Add(new(p.Id, a.Id, 2));
    }
}
