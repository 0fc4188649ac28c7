namespace Matching.Tests;

/// <summary>Random markets, each from a seed that a failure prints.</summary>
static class Chance
{
    static readonly string[] codes = ["medical", "legal", "schooling", "employment", "repairs", "digital"];

    /// <summary>PAIRING_TEST_SEED, or 1.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var seed) ? seed : 1;

    /// <summary>Runs a test on many markets, and says which failed.</summary>
    public static void OnEach(int markets, Func<Random, Lists> make, Action<Lists, Random> test)
    {
        for (var at = 0; at < markets; at++)
        {
            var seed = Seed * 1_000_003 + at;
            var chance = new Random(seed);
            var lists = make(chance);
            try
            {
                test(lists, chance);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"market {at}, seed {seed} (PAIRING_TEST_SEED={Seed})", failure);
            }
        }
    }

    /// <summary>A market of at most so many on a side; every kind of rule may be in it, and ties are frequent.</summary>
    public static Lists Market(Random chance, int most)
    {
        var spread = chance.Next(4);
        var groups = Enumerable.Range(0, 1 + chance.Next(4)).Select(group => $"32010200{group:0000}").ToArray();
        var vocabulary = chance.Next(8) == 0 ? Enumerable.Range(0, 150).Select(code => $"code-{code}").ToArray() : codes;
        var proposers = Enumerable.Range(0, chance.Next(most + 1)).Select(at => new Proposer(
            Name(chance, 'h', at), Somewhere(chance, spread), Some(chance, vocabulary, 3), chance.Next(3) == 0 ? 50 : chance.Next(101),
            chance.Next(4) == 0 ? null : groups[chance.Next(groups.Length)])).ToArray();
        var mostSeats = chance.Next(3) switch { 0 => 1, 1 => 3, _ => most };
        var acceptors = Enumerable.Range(0, chance.Next(most + 1)).Select(at => new Acceptor(
            Name(chance, 'm', at), Somewhere(chance, spread), Some(chance, vocabulary, 4), 1 + chance.Next(mostSeats),
            groups.Where(_ => chance.Next(3) == 0).ToArray())).ToArray();
        var lists = new Lists { Proposers = proposers, Acceptors = acceptors, Rules = SomeRules(chance, spread) };
        return SomeElsewhere(chance, lists with { Choices = SomeChoices(chance, lists), Exclusions = SomeExclusions(chance, lists), Locks = SomeLocks(chance, lists) });
    }

    // In some markets somebody helps, or is helped, outside them.
    static Lists SomeElsewhere(Random chance, Lists lists)
    {
        if (chance.Next(3) > 0) return lists;
        var kept = lists.Locks.Where(locked => locked.Stage == 2).Select(locked => locked.Proposer).ToHashSet();
        return lists with
        {
            Proposers = [.. lists.Proposers.Select(p => p with { SecondElsewhere = chance.Next(4) == 0 && !kept.Contains(p.Id) })],
            Acceptors = [.. lists.Acceptors.Select(a => a with { HoldsElsewhere = chance.Next(3) == 0 })],
        };
    }

    /// <summary>The same within some decimetres, with weights of some decimetres: hardly a cost that no other equals, hardly a bound that nobody reaches.</summary>
    public static Lists Close(Random chance, int most)
    {
        var lists = Market(chance, most);
        return lists with
        {
            Proposers = [.. lists.Proposers.Select(p => p with { Place = Beside() })],
            Acceptors = [.. lists.Acceptors.Select(a => a with { Place = Beside() })],
            Rules = lists.Rules with
            {
                WProposer = chance.Next(20), WAcceptor = chance.Next(20), Load = chance.Next(6), Need = chance.Next(2), Bonus = chance.Next(20),
                Radius = chance.Next(3) > 0 ? null : chance.Next(4),
            },
        };

        Place Beside() => Place.FromDegrees(32.04 + chance.Next(30) * 9e-7, 118.79 + chance.Next(30) * 1.06e-6);
    }

    // Names of several lengths and scripts, whose order by bytes is not that of their numbers nor of UTF-16.
    static string Name(Random chance, char side, int at) => chance.Next(4) switch
    {
        0 => $"{at}{side}",
        1 => $"{side}-{at:000}",
        2 => $"\uFFFD{side}{at}",
        _ => $"𠮷{side}{at}",
    };

    public static Place Somewhere(Random chance, int spread) => spread switch
    {
        0 => Place.FromDegrees(32.04, 118.79),
        1 => Place.FromDegrees(32.04 + chance.Next(3) * 0.01, 118.79 + chance.Next(3) * 0.01),
        2 => Place.FromDegrees(32 + chance.NextDouble() * 0.05, 118.7 + chance.NextDouble() * 0.05),
        _ => Place.FromDegrees(chance.NextDouble() * 178 - 89, chance.NextDouble() * 358 - 179),
    };

    static string[] Some(Random chance, string[] from, int most) =>
        chance.Next(3) == 0 ? [] : Enumerable.Range(0, chance.Next(most + 1)).Select(_ => from[chance.Next(from.Length)]).ToArray();

    static Rules SomeRules(Random chance, int spread)
    {
        return new Rules(
            Weight(20_000), Weight(5_000), Weight(10_000), Weight(200), Weight(30_000),
            chance.Next(3) > 0 ? null : spread == 3 ? chance.Next(12_000_000) : chance.Next(3_000),
            SecondPlace: chance.Next(3) > 0);

        long Weight(long usual) => chance.Next(8) switch
        {
            0 or 1 => 0,
            2 => chance.Next(100_000),
            3 => chance.NextInt64(Rules.Greatest + 1),
            _ => usual,
        };
    }

    static Choice[] SomeChoices(Random chance, Lists lists)
    {
        if (chance.Next(4) == 0) return [];
        var (left, right) = (lists.Proposers.Select(p => p.Id).ToArray(), lists.Acceptors.Select(a => a.Id).ToArray());
        return [.. left.SelectMany(from => Wishes(from, right)), .. right.SelectMany(from => Wishes(from, left))];

        IEnumerable<Choice> Wishes(string from, string[] others)
        {
            var whom = (string[])others.Clone();
            chance.Shuffle(whom);
            var ranks = Enumerable.Range(1, 9).Select(rank => chance.Next(8) == 0 ? 1_000_000_000 - rank : rank).ToArray();
            chance.Shuffle(ranks);
            var count = chance.Next(2) == 0 ? 0 : Math.Min(whom.Length, chance.Next(lists.Rules.ChoiceListLength + 1));
            return Enumerable.Range(0, count).Select(at => new Choice(from, whom[at], ranks[at]));
        }
    }

    static Exclusion[] SomeExclusions(Random chance, Lists lists)
    {
        var share = chance.Next(4) switch { 0 => 0.5, 1 => 0.1, _ => 0 };
        return [.. from p in lists.Proposers from a in lists.Acceptors where chance.NextDouble() < share select new Exclusion(p.Id, a.Id)];
    }

    static Lock[] SomeLocks(Random chance, Lists lists)
    {
        if (chance.Next(3) > 0 || lists.Acceptors.Length == 0) return [];
        List<Lock> locks = [];
        var room = lists.Acceptors.ToDictionary(a => a.Id, a => a.Seats);
        HashSet<string> second = [];
        foreach (var p in lists.Proposers)
        {
            // 0: a first place, 1: a second one, 2: both.
            var kept = chance.Next(6);
            var first = Anyone();
            if (kept is 0 or 2 && room[first] > 0)
            {
                room[first]--;
                locks.Add(new(p.Id, first, 1));
            }
            if (kept is 1 or 2 && Anyone() is var a && !locks.Contains(new(p.Id, a, 1)) && second.Add(a)) locks.Add(new(p.Id, a, 2));
        }
        return [.. locks];

        string Anyone() => lists.Acceptors[chance.Next(lists.Acceptors.Length)].Id;
    }
}
