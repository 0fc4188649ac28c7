namespace Matching;

/// <summary>A place that a taker may have, and what it costs.</summary>
readonly record struct Offer(int Place, int Cost);

/// <summary>What takers may have, the cheapest first; as much of it as was asked for.</summary>
interface IOffers
{
    /// <summary>Those known so far of a taker's, ascending by cost.</summary>
    ReadOnlySpan<Offer> Of(int taker);

    /// <summary>What is not known yet costs no less; null when all are known.</summary>
    long? LeastUnknown(int taker);

    /// <summary>
    /// Finds out more for a taker of whom not all is known; what was known before stays in front. False when that must wait
    /// for <see cref="Prepare"/>.
    /// </summary>
    /// <param name="most">What costs as much or more is of no use now.</param>
    /// <param name="hand">The thread that asks.</param>
    /// <param name="isAlone">Whether no other thread asks for anything.</param>
    bool Ask(int taker, long most, int hand, bool isAlone);

    /// <summary>Makes ready what could not be found out while several threads were asking.</summary>
    void Prepare();
}

/// <summary>Offers that are all known from the beginning; several takers may share a row of them.</summary>
sealed class KnownOffers(int[] rowOf, int[] start, Offer[] offers) : IOffers
{
    public ReadOnlySpan<Offer> Of(int taker) => offers.AsSpan(start[rowOf[taker]], start[rowOf[taker] + 1] - start[rowOf[taker]]);

    public long? LeastUnknown(int taker) => null;

    public bool Ask(int taker, long most, int hand, bool isAlone) => throw new System.Diagnostics.UnreachableException();

    public void Prepare()
    {
    }
}
