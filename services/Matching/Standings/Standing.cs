namespace Matching;

/// <summary>
/// An outcome that stands while people come and go (已结对). Every pair is locked: a newcomer takes the best empty seat, a
/// vacancy goes to the one waiting whom its acceptor likes best, and nobody is parted. <see cref="Foresee"/> says what the
/// stable outcome would change, and whom it would part; only <see cref="Adopt"/> does it.
/// </summary>
public sealed class Standing
{
    readonly Register register;
    readonly Vacancies vacancies;
    int version;

    /// <summary>From a market and an outcome of it that passes its proof.</summary>
    public Standing(Market market, Outcome outcome)
    {
        register = new(market);
        vacancies = new(market.Rules, register.Grid, register.Proposers);
        Take(outcome);
    }

    /// <summary>The market as it is now, every pair locked: what the proof checks the standing by.</summary>
    public Market ToMarket() => register.ToMarket(locked: true);

    /// <summary>The outcome as it is now.</summary>
    public Outcome ToOutcome() => register.ToOutcome(vacancies);

    /// <summary>A proposer comes, with its choices of acceptors that are known.</summary>
    public StandingChange Arrive(Proposer proposer, IReadOnlyList<Choice>? choices = null)
    {
        var p = register.Add(proposer, choices ?? []);
        vacancies.EnterProposer(p);
        return Settled([], [p], []);
    }

    /// <summary>An acceptor comes, with its choices of proposers that are known.</summary>
    public StandingChange Arrive(Acceptor acceptor, IReadOnlyList<Choice>? choices = null)
    {
        var a = register.Add(acceptor, choices ?? []);
        vacancies.EnterAcceptor(a);
        return Settled([], [], [a]);
    }

    /// <summary>
    /// Someone leaves; those who lose their pair by it are newcomers, the neediest first. Whoever comes with the same id later
    /// is another: what others chose and excluded before was not meant for it.
    /// </summary>
    public StandingChange Leave(string id)
    {
        var one = register.Find(id);
        List<Lock> ended = [];
        List<Participant> proposers = [], acceptors = [];
        if (register.Proposers.ContainsKey(id))
        {
            if (one.First is { } first) EndFirst(one, first);
            if (one.Second is { } second) EndSecond(one, second);
        }
        else
        {
            foreach (var held in one.Holds.ToArray()) EndFirst(held, one);
            if (one.Second is { } second) EndSecond(second, one);
        }
        vacancies.Leave(one);
        register.Remove(one);
        proposers.Remove(one);
        acceptors.Remove(one);
        return Settled(ended, [.. proposers.Distinct().OrderByDescending(p => p.Need).ThenBy(p => p, Participant.InOrder)], [.. acceptors.Distinct()]);

        void EndFirst(Participant p, Participant a)
        {
            vacancies.EndFirst(p, a);
            Ended(p, a, 1);
        }

        void EndSecond(Participant p, Participant a)
        {
            vacancies.EndSecond(p, a);
            Ended(p, a, 2);
        }

        void Ended(Participant p, Participant a, int stage)
        {
            ended.Add(new(p.Id, a.Id, stage));
            if (p != one) proposers.Add(p);
            if (a != one) acceptors.Add(a);
        }
    }

    /// <summary>Someone moves; its pairs stay, and what it waits for or offers is looked for at the new place.</summary>
    public StandingChange Move(string id, Place place)
    {
        var one = register.Find(id);
        Register.Check(place, id);
        vacancies.Leave(one);
        one.Place = place;
        if (register.Proposers.ContainsKey(id))
        {
            vacancies.EnterProposer(one);
            return Settled([], [one], []);
        }
        vacancies.EnterAcceptor(one);
        return Settled([], [], [one]);
    }

    /// <summary>An acceptor has more seats or fewer, though not fewer than it holds proposers.</summary>
    public StandingChange Reseat(string acceptor, int seats)
    {
        var a = register.FindAcceptor(acceptor);
        Register.Check(a, seats);
        vacancies.Reseat(a, seats);
        return Settled([], [], [a]);
    }

    /// <summary>Two may not be paired from now on. If they are, they stay so: to part them one has to leave.</summary>
    public void Exclude(Exclusion exclusion)
    {
        register.Exclude(exclusion);
        version++;
    }

    /// <summary>What the stable outcome of the market as it is now would change, proven. Nothing is done.</summary>
    public Forecast Foresee(CancellationToken stop = default, int threads = 0)
    {
        var market = register.ToMarket(locked: false);
        var outcome = Solver.Solve(market, stop, threads);
        var proof = Proof.Check(market, outcome, threads, stop);
        HashSet<Lock> now = [.. register.Pairs()], then = [.. outcome.Pairs.Select(pair => new Lock(pair.Proposer, pair.Acceptor, pair.Stage))];
        return new(this, version, outcome, proof, [.. now.Where(pair => !then.Contains(pair))], [.. then.Where(pair => !now.Contains(pair))]);
    }

    /// <summary>Does what was foreseen, if it was proven and nothing has changed since.</summary>
    /// <exception cref="BadMarketException">Something has, it was foreseen of another standing, or its proof failed.</exception>
    public StandingChange Adopt(Forecast forecast)
    {
        var isOfThis = ReferenceEquals(forecast.Of, this) && forecast.Version == version;
        Register.Unless(isOfThis, "forecast", "forecast", "forecast-is-of-this-standing");
        Register.Unless(forecast.Proof.Ok, "forecast", "forecast", "outcome-is-proven");
        Take(forecast.Outcome);
        version++;
        return new(forecast.Made, forecast.Parted, [.. register.Proposers.Values.Where(p => p.First is null).Select(p => p.Id)]) { Blocking = forecast.Blocking };
    }

    void Take(Outcome outcome)
    {
        foreach (var one in register.Everyone) vacancies.Leave(one);
        register.Take(outcome);
        foreach (var p in register.Proposers.Values) vacancies.EnterProposer(p);
        foreach (var a in register.Acceptors.Values) vacancies.EnterAcceptor(a);
    }

    // First places before second ones: who gets a proposer is not idle.
    StandingChange Settled(List<Lock> ended, List<Participant> proposers, List<Participant> acceptors)
    {
        version++;
        vacancies.Made.Clear();
        foreach (var p in proposers) vacancies.Place(p);
        foreach (var a in acceptors) vacancies.Fill(a);
        foreach (var a in acceptors) vacancies.Seek(a);
        foreach (var p in proposers) vacancies.Offer(p);
        return new([.. vacancies.Made], ended, [.. proposers.Where(p => p.First is null).Select(p => p.Id)]);
    }
}
