using Contracts;

namespace Organizations;

/// <summary>What a run is made of, as it was read in one look at the store.</summary>
/// <param name="Units">every party organization in the campaign's area, of whatever kind: all of them know points</param>
/// <param name="Kinds">kinds that propose</param>
/// <param name="Declined">pairs that a side declined before</param>
sealed record MarketLists(
    IReadOnlyList<MarketUnit> Units, IReadOnlyList<UnitKind> Kinds, IReadOnlyList<MarketChoice> Choices,
    IReadOnlyList<StandingPair> Standing, IReadOnlyList<(string Organization, string Community)> Declined, PairingRules Rules)
{
    public bool Asks(MarketUnit unit) => unit.Kind != UnitKind.Community && Kinds.Contains(unit.Kind);

    public bool TakesPart(MarketUnit unit) => unit.Kind == UnitKind.Community || Asks(unit);
}

/// <param name="Holds">whether its division still holds; of a community, as a community</param>
sealed record MarketUnit(string Id, UnitKind Kind, string Area, Coordinates? Position, int Seats, bool Holds);

readonly record struct MarketChoice(string From, string To, int Rank);

sealed record StandingPair(string Pairing, string Organization, string Community, int Seat);
