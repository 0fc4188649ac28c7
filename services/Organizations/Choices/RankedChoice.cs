using Defaults;

namespace Organizations;

/// <summary>A ranked choice (志愿) of an organ for a community, or of a community for an organ, within a campaign.</summary>
sealed class RankedChoice : IInArea, IOfOrganization
{
    /// <summary>The longest list that one side may give.</summary>
    public static readonly int Most = Matching.Rules.ForOrganizations.ChoiceListLength;

    public required string Campaign { get; init; }

    /// <summary>Who chooses.</summary>
    public required string Organization { get; init; }

    /// <summary>12-digit code of the division of who chooses; it moves with who chooses.</summary>
    public required string Area { get; init; }

    /// <summary>1 is the dearest.</summary>
    public required int Rank { get; init; }
    public required string Chosen { get; set; }
}
