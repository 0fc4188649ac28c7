using System.Numerics;

namespace Matching;

/// <summary>
/// The definition of distance, cost and permission, written a second time for the proof. Nothing here is shared with the
/// solver: a mistake in its copy must show.
/// </summary>
sealed class Judgement(Market market)
{
    /// <summary>More decimetres than any two points of the sphere are apart, and few enough to be squared.</summary>
    public const long FartherThanAll = 1_000_000_000;

    /// <summary>No pair that is farther apart is permitted.</summary>
    public static long MostApart(Rules rules) => rules.Radius is { } metres ? Math.Min(metres * 10, FartherThanAll) : FartherThanAll;

    readonly Side households = market.Proposers, helpers = market.Acceptors;
    readonly Rules rules = market.Rules;

    /// <summary>⌊√(dx² + dy² + dz²)⌋ in decimetres.</summary>
    public long Distance(int p, int a)
    {
        Place here = households.Places[p], there = helpers.Places[a];
        return Root(Square(here, there));
    }

    /// <summary>Of the distance between two places.</summary>
    public static ulong Square(Place one, Place other) => Square(one.X, other.X) + Square(one.Y, other.Y) + Square(one.Z, other.Z);

    /// <summary>Rounded down.</summary>
    public static long Root(ulong square)
    {
        var root = (ulong)(long)Math.Sqrt((long)square);
        while (root * root > square) root--;
        while ((root + 1) * (root + 1) <= square) root++;
        return (long)root;
    }

    /// <summary>Thousandths of the needs that are missed, rounded down.</summary>
    public long Missing(int p, int a)
    {
        var words = market.Words;
        long all = 0, met = 0;
        for (var word = 0; word < words; word++)
        {
            var needs = households.Codes[p * words + word];
            all += BitOperations.PopCount(needs);
            met += BitOperations.PopCount(needs & helpers.Codes[a * words + word]);
        }
        return all == 0 ? 0 : (all - met) * 1000 / all;
    }

    public bool SameGroup(int p, int a)
    {
        foreach (var group in households.Groups[p])
            if (helpers.Groups[a].BinarySearch(group) >= 0) return true;
        return false;
    }

    public Look Look(int p, int a) => new(Distance(p, a), Missing(p, a), rules.Bonus > 0 && SameGroup(p, a));

    /// <summary>What a proposer thinks of a seat of an acceptor's.</summary>
    public long ProposersCost(in Look look, int seat) =>
        look.Distance + rules.WProposer * look.Missing / 1000 + rules.Load * (seat - 1) - (look.Same ? rules.Bonus : 0);

    /// <summary>What an acceptor thinks of a proposer.</summary>
    public long AcceptorsCost(in Look look, int p) =>
        look.Distance + rules.WAcceptor * look.Missing / 1000 - rules.Need * market.Need[p] - (look.Same ? rules.Bonus : 0);

    /// <summary>Whether a proposer may not have an acceptor, however near.</summary>
    public bool Excludes(int p, int a) => market.Excluded is { } rows && rows[p].BinarySearch(a) >= 0;

    /// <summary>Whether a standing second place keeps a proposer from having the same acceptor as its first.</summary>
    public bool IsSecond(int p, int a) => market.LockedSecond is { } second && second[p] == a;

    public bool IsWithinRadius(long distance) => rules.Radius is not { } metres || distance <= metres * 10;

    public bool Permits(int p, int a) => Permits(p, a, Distance(p, a));

    public bool Permits(int p, int a, long distance) => !Excludes(p, a) && IsWithinRadius(distance);

    static ulong Square(int one, int other)
    {
        var difference = (long)one - other;
        return (ulong)(difference * difference);
    }
}

/// <summary>What two participants are to each other, whichever of them asks.</summary>
/// <param name="Same">Whether they have a group in common, where that is worth anything.</param>
readonly record struct Look(long Distance, long Missing, bool Same);
