namespace Matching;

/// <summary>
/// The solver's own copy of the definition of cost, distance and permission. The proof has another; a test bends each
/// term here and sees the proof fail.
/// </summary>
sealed record Terms
{
    /// <summary>What the solver takes a place to be; null for what it is.</summary>
    public Func<Place, Place>? Sees { get; init; }

    public required long ProposerMissing { get; init; }

    public required long AcceptorMissing { get; init; }

    /// <summary>The share of needs missed is told in this many parts, rounded down.</summary>
    public int MissingParts { get; init; } = 1000;

    public required long Load { get; init; }

    public required long Need { get; init; }

    public required long Bonus { get; init; }

    /// <summary>In decimetres; the greatest number for none.</summary>
    public required long Radius { get; init; }

    public bool HeedsExclusions { get; init; } = true;

    public bool HeedsSecondPlaces { get; init; } = true;

    public bool HeedsProposersChoices { get; init; } = true;

    public bool HeedsAcceptorsChoices { get; init; } = true;

    /// <summary>Of equals, the one with the smaller id comes first.</summary>
    public bool SmallerIdFirst { get; init; } = true;

    public static Terms Of(Rules rules) => new()
    {
        ProposerMissing = rules.WProposer,
        AcceptorMissing = rules.WAcceptor,
        Load = rules.Load,
        Need = rules.Need,
        Bonus = rules.Bonus,
        Radius = rules.RadiusDm,
    };

    public Place See(Place place) => Sees is null ? place : Sees(place);

    /// <summary>What it costs to miss some of all needs, at the weight given.</summary>
    public long Missing(long weight, int missed, int all) => missed == 0 ? 0 : weight * ((long)MissingParts * missed / all) / MissingParts;
}
