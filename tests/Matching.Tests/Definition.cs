using System.Text;

namespace Matching.Tests;

/// <summary>
/// What the rules say, written from the lists word by word and as slowly as it likes: the measure for the engine and for
/// its proof, with which it shares nothing.
/// </summary>
sealed class Definition(Lists lists)
{
    readonly Rules rules = lists.Rules;
    readonly Dictionary<(string, string), int> ranks = lists.Choices.ToDictionary(choice => (choice.From, choice.To), choice => choice.Rank);
    readonly HashSet<Exclusion> exclusions = [.. lists.Exclusions];

    public Lists Lists => lists;

    public static long Distance(Place one, Place other)
    {
        var square = Squared(one.X, other.X) + Squared(one.Y, other.Y) + Squared(one.Z, other.Z);
        var root = (decimal)Math.Sqrt(square);
        root = Math.Floor(root) + 2;
        while (root * root > square) root--;
        return (long)root;

        static long Squared(long a, long b) => (a - b) * (a - b);
    }

    public bool Permits(Proposer p, Acceptor a) =>
        !exclusions.Contains(new(p.Id, a.Id))
        && (rules.Radius is not { } metres || Distance(p.Place, a.Place) <= 10 * metres);

    /// <summary>What a proposer thinks of a seat: less is better, from the left.</summary>
    public (int Rank, long Cost, Bytes Id, int Seat) Thinks(Proposer p, Acceptor a, int seat) => (
        ranks.GetValueOrDefault((p.Id, a.Id), int.MaxValue),
        Distance(p.Place, a.Place) + rules.WProposer * Missing(p, a) / 1000 + rules.Load * (seat - 1) - Bonus(p, a),
        new(a.Id), seat);

    /// <summary>What an acceptor thinks of a proposer.</summary>
    public (int Rank, long Cost, Bytes Id) Thinks(Acceptor a, Proposer p) => (
        ranks.GetValueOrDefault((a.Id, p.Id), int.MaxValue),
        Distance(p.Place, a.Place) + rules.WAcceptor * Missing(p, a) / 1000 - rules.Need * p.Need - Bonus(p, a),
        new(p.Id));

    /// <summary>What an idle acceptor thinks of a second place, and what its proposer thinks of the acceptor.</summary>
    public ((int Rank, long Cost, Bytes Id) Asks, (int Rank, long Cost, Bytes Id) Gives) ThinkOfSecond(Proposer p, Acceptor a)
    {
        var (rank, cost, id, _) = Thinks(p, a, 1);
        return (Thinks(a, p), (rank, cost, id));
    }

    public static long Missing(Proposer p, Acceptor a)
    {
        if (p.Needs.Count == 0) return 0;
        var needs = p.Needs.Distinct().ToArray();
        return 1000L * needs.Count(need => !a.Skills.Contains(need)) / needs.Length;
    }

    public long Bonus(Proposer p, Acceptor a) => !string.IsNullOrEmpty(p.Group) && a.Groups.Contains(p.Group) ? rules.Bonus : 0;
}

/// <summary>An id that compares by its UTF-8 bytes.</summary>
readonly record struct Bytes(string Id) : IComparable<Bytes>
{
    public int CompareTo(Bytes other) => Encoding.UTF8.GetBytes(Id).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Id));

    public static bool operator <(Bytes one, Bytes other) => one.CompareTo(other) < 0;

    public static bool operator >(Bytes one, Bytes other) => one.CompareTo(other) > 0;

    public static bool operator <=(Bytes one, Bytes other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Bytes one, Bytes other) => one.CompareTo(other) >= 0;
}
