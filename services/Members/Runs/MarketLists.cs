using Contracts;

namespace Members;

/// <summary>A household as its market sees it; null where its position is not known.</summary>
sealed record MarketHousehold(string Id, string Area, int Need, IReadOnlyList<string> Needs, Coordinates? Position);

/// <param name="Residence">12-digit code of the community where the member lives</param>
/// <param name="Paired">communities that the member's organization is paired with</param>
/// <param name="Elsewhere">it helps somebody who takes no part: in another district, of which this is no part of the run, or who is not to be contacted; so that it is not idle</param>
sealed record MarketMember(
    string Id, string Organization, string Area, string Residence, IReadOnlyList<string> Skills, int Seats,
    Coordinates? Position, IReadOnlyList<string> Paired, bool Elsewhere);

/// <summary>A pairing that stands.</summary>
/// <param name="Locked">it keeps its place whatever comes out</param>
sealed record StandingPair(string Id, string Household, string Member, int Stage, bool Locked);

/// <summary>Everything that a run is made of, in any order.</summary>
/// <param name="Points">where the party organizations of the campaign's area are, by their division</param>
/// <param name="Excluded">household and member: conflicts of interest, and what is not to be proposed again</param>
/// <param name="Beside">second places of those who have no seat in this market; the engine knows of them only that those places are somebody's</param>
sealed record MarketLists(
    IReadOnlyList<MarketHousehold> Households, IReadOnlyList<MarketMember> Members,
    IReadOnlyList<(string Area, Coordinates At)> Points, IReadOnlyList<(MarketSide Side, string From, RankedChoice Choice)> Choices,
    IReadOnlyList<(string Household, string Member)> Excluded, IReadOnlyList<StandingPair> Standing, IReadOnlyList<StandingPair> Beside, PairingRules Rules);
