namespace Households;

/// <summary>
/// What speaks for two households being one, what against it, and how much (判重分值). Why so:
/// <c>docs/decisions/duplicate-points.md</c>.
/// </summary>
static class DuplicateRule
{
    public const int Most = 100;

    /// <summary>In metres: farther apart than this nobody lives in both places by a misreading of the map.</summary>
    public const double Far = 2_000;

    /// <summary>For two persons, one of each household: the first that holds makes them the same for this comparison.</summary>
    public static readonly IReadOnlyList<PersonPoints> Agreeing =
    [
        new("same-id-number", 60, (one, other) => one.IdNumberHash is not null && one.IdNumberHash == other.IdNumberHash),
        new("same-name-and-birth", 45, (one, other) => one.NameBirthHash is not null && one.NameBirthHash == other.NameBirthHash),
        new("same-name-and-phone", 35, (one, other) => HasName(one, other) && HasPhone(one, other)),
        new("same-phone", 15, HasPhone),
        new("same-name", 0, HasName), // worth nothing, but what speaks against it is seen
    ];

    /// <summary>Of two persons who were found the same: the first that holds.</summary>
    public static readonly IReadOnlyList<PersonPoints> Against =
    [
        new("other-id-number", -40, (one, other) => HasName(one, other) && Differ(one.IdNumberHash, other.IdNumberHash)),
        new("other-birth-date", -25, (one, other) => HasName(one, other) && Differ(one.NameBirthHash, other.NameBirthHash)),
    ];

    public static readonly IReadOnlyList<HouseholdPoints> OfHouseholds =
    [
        new("same-address", 25, (one, other) => one.AddressHash is > 0 && one.AddressHash == other.AddressHash),
        new("far-apart", -15, (one, other) => one.Place is { } here && other.Place is { } there && here.Wgs84.MetresTo(there.Wgs84) > Far),
    ];

    static bool HasName(KeyedPerson one, KeyedPerson other) => one.NameHash == other.NameHash;
    static bool HasPhone(KeyedPerson one, KeyedPerson other) => one.PhoneHash is not null && one.PhoneHash == other.PhoneHash;
    static bool Differ<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);
}

readonly record struct PersonPoints(string What, int Points, Func<KeyedPerson, KeyedPerson, bool> Holds);

readonly record struct HouseholdPoints(string What, int Points, Func<KeyedHousehold, KeyedHousehold, bool> Holds);
