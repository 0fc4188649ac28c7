using Defaults;

namespace Households;

/// <summary>
/// An ID number, phone, name with birth date, or address that so many households share that it tells nothing of two of them,
/// such as the address of a home for the aged. Never its value.
/// </summary>
sealed class CrowdedKey : IInArea
{
    /// <summary>Households may share a key and still be compared with each other.</summary>
    public const int MostSharing = 50;

    public required string Id { get; init; }

    /// <summary>id-number, phone, name-and-birth or address.</summary>
    public required string Kind { get; init; }

    /// <summary>Prefix of the narrowest division that all of them are in.</summary>
    public required string Area { get; init; }

    public required int Households { get; init; }

    /// <summary>The first of them by id.</summary>
    public required string Example { get; init; }
}
