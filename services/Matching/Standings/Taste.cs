using System.Numerics;

namespace Matching;

/// <summary>What participants of a standing outcome think of each other, and whether they may be paired: the rules of the market.</summary>
sealed class Taste(Rules rules)
{
    /// <summary>By how much a cost may be less than the distance, for a proposer and for an acceptor who looks at proposers.</summary>
    public long MostForProposer => rules.Bonus;

    public long MostForAcceptor => rules.Bonus + 100 * rules.Need;

    /// <summary>What a proposer thinks of a seat of an acceptor's, 1-based; null where the two may not be paired.</summary>
    public long? Asks(Participant p, Participant a, int seat) =>
        Shared(p, a) is { } shared ? shared + Missing(rules.WProposer, p, a) + rules.Load * (seat - 1) : null;

    /// <summary>What an acceptor thinks of a proposer; null where the two may not be paired.</summary>
    public long? Gives(Participant a, Participant p) => Shared(p, a) is { } shared ? shared + Missing(rules.WAcceptor, p, a) - rules.Need * p.Need : null;

    public bool Permits(Participant p, Participant a) => Shared(p, a) is not null;

    /// <summary>How far apart two are, null beyond the radius.</summary>
    public long? WithinRadius(Participant p, Participant a) => p.Place.DistanceTo(a.Place) is var distance && distance <= rules.RadiusDm ? distance : null;

    /// <summary>The order in which an acceptor likes those that it holds, whom no rule parts.</summary>
    public int Compare(Participant a, Participant one, Participant other)
    {
        var ranks = (a.Wants(one, out var first) ? first : int.MaxValue).CompareTo(a.Wants(other, out var second) ? second : int.MaxValue);
        if (ranks != 0) return ranks;
        var costs = Likes(a, one).CompareTo(Likes(a, other));
        return costs != 0 ? costs : Participant.InOrder.Compare(one, other);
    }

    long Likes(Participant a, Participant p) =>
        p.Place.DistanceTo(a.Place) - Bonus(p, a) + Missing(rules.WAcceptor, p, a) - rules.Need * p.Need;

    long? Shared(Participant p, Participant a)
    {
        var distance = p.Place.DistanceTo(a.Place);
        return distance > rules.RadiusDm || p.Excluded?.Contains(a) == true ? null : distance - Bonus(p, a);
    }

    long Bonus(Participant p, Participant a) => rules.Bonus > 0 && ((ReadOnlySpan<int>)p.Groups).Overlap(a.Groups) ? rules.Bonus : 0;

    static long Missing(long weight, Participant p, Participant a)
    {
        var (missed, all) = (0, 0);
        for (var word = 0; word < p.Codes.Length; word++)
        {
            all += BitOperations.PopCount(p.Codes[word]);
            missed += BitOperations.PopCount(p.Codes[word] & ~(word < a.Codes.Length ? a.Codes[word] : 0));
        }
        return missed == 0 ? 0 : weight * (1000L * missed / all) / 1000;
    }
}
