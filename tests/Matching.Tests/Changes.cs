namespace Matching.Tests;

/// <summary>Changes by chance: people come, leave and move, seats change, pairs are excluded; and the lists as they then are.</summary>
sealed class Changes(Lists lists, Random chance)
{
    int most = lists.Acceptors.Select(a => a.Seats).DefaultIfEmpty(2).Max() + 2;
    int number;

    /// <summary>The lists after all changes; its locks are those of the beginning that nobody left.</summary>
    public Lists Now { get; private set; } = lists;

    public bool WasArrival { get; private set; }

    /// <summary>Who came, left, moved or has other seats.</summary>
    public string Whom { get; private set; } = "";

    public static Proposer Household(Random chance, string id) => new(id, Chance.Somewhere(chance, 2), chance.Next(2) == 0 ? [] : ["medical", "digital"], chance.Next(101), chance.Next(2) == 0 ? null : "320102000001") { SecondElsewhere = chance.Next(6) == 0 };

    /// <summary>What was answered, and who left.</summary>
    public (StandingChange? Change, string? Left) Change(Standing standing)
    {
        WasArrival = false;
        var kind = chance.Next(10);
        if (kind < 4 || Now.Proposers.Length == 0 || Now.Acceptors.Length == 0) return (Arrive(standing, kind), null);
        if (kind < 6) return Leave(standing, Anyone());
        if (kind < 8) return (Move(standing, Anyone(), Chance.Somewhere(chance, 2)), null);
        if (kind == 8) return (Reseat(standing), null);
        var excluded = new Exclusion(Some(Now.Proposers).Id, Some(Now.Acceptors).Id);
        standing.Exclude(excluded);
        Now = Now with { Exclusions = [.. Now.Exclusions, excluded] };
        return (null, null);
    }

    StandingChange Arrive(Standing standing, int kind)
    {
        var id = Whom = $"new-{number++}";
        var chooses = Now.Rules.ChoiceListLength > 0 && chance.Next(3) == 0;
        if (kind % 2 == 1)
        {
            WasArrival = true;
            Choice[] dear = chooses && Now.Acceptors.Length > 0 ? [new(id, Some(Now.Acceptors).Id, 1)] : [];
            var p = Household(chance, id);
            Now = Now with { Proposers = [.. Now.Proposers, p], Choices = [.. Now.Choices, .. dear] };
            return standing.Arrive(p, dear);
        }
        Choice[] liked = chooses && Now.Proposers.Length > 0 ? [new(id, Some(Now.Proposers).Id, 3)] : [];
        var a = new Acceptor(id, Chance.Somewhere(chance, 2), ["digital"], 1 + chance.Next(2), ["320102000001"]) { HoldsElsewhere = chance.Next(6) == 0 };
        Now = Now with { Acceptors = [.. Now.Acceptors, a], Choices = [.. Now.Choices, .. liked] };
        return standing.Arrive(a, liked);
    }

    (StandingChange, string) Leave(Standing standing, string id)
    {
        Now = Now with
        {
            Proposers = [.. Now.Proposers.Where(p => p.Id != id)],
            Acceptors = [.. Now.Acceptors.Where(a => a.Id != id)],
            Choices = [.. Now.Choices.Where(choice => choice.From != id && choice.To != id)],
            Exclusions = [.. Now.Exclusions.Where(excluded => excluded.Proposer != id && excluded.Acceptor != id)],
            Locks = [.. Now.Locks.Where(kept => kept.Proposer != id && kept.Acceptor != id)],
        };
        return (standing.Leave(id), id);
    }

    StandingChange Move(Standing standing, string id, Place place)
    {
        Now = Now with
        {
            Proposers = [.. Now.Proposers.Select(p => p.Id == id ? p with { Place = place } : p)],
            Acceptors = [.. Now.Acceptors.Select(a => a.Id == id ? a with { Place = place } : a)],
        };
        return standing.Move(id, place);
    }

    // As many as it holds, or more than anybody had so far.
    StandingChange Reseat(Standing standing)
    {
        var id = Whom = Some(Now.Acceptors).Id;
        var held = standing.ToOutcome().Pairs.Count(pair => pair.Stage == 1 && pair.Acceptor == id);
        var seats = chance.Next(2) == 0 && held > 0 ? held : most++;
        Now = Now with { Acceptors = [.. Now.Acceptors.Select(a => a.Id == id ? a with { Seats = seats } : a)] };
        return standing.Reseat(id, seats);
    }

    string Anyone() => Whom = chance.Next(2) == 0 ? Some(Now.Proposers).Id : Some(Now.Acceptors).Id;

    T Some<T>(T[] items) => items[chance.Next(items.Length)];
}
