namespace Contracts;

/// <summary>The five levels of a division (行政区划) in the 12-digit code of the national list.</summary>
public enum AreaLevel
{
    Province,
    City,
    District,
    Street,
    Community,
}

/// <summary>The levels as lists and wires name them: <c>province</c> … <c>community</c>, lower case.</summary>
public static class AreaLevels
{
    static readonly string[] names = ["province", "city", "district", "street", "community"];

    /// <summary>All levels from the widest to the narrowest.</summary>
    public static IReadOnlyList<AreaLevel> All { get; } =
        [AreaLevel.Province, AreaLevel.City, AreaLevel.District, AreaLevel.Street, AreaLevel.Community];

    public static string Name(AreaLevel level) => names[(int)level];

    /// <summary>Exact lower-case names only; anything else is false.</summary>
    public static bool TryParse(string? text, out AreaLevel level)
    {
        var index = text is null ? -1 : Array.IndexOf(names, text);
        level = index < 0 ? AreaLevel.Province : (AreaLevel)index;
        return index >= 0;
    }

    /// <summary>How many leading digits of a code say which division of this level it lies in: 2, 4, 6, 9, 12.</summary>
    public static int PrefixLength(AreaLevel level) => level switch
    {
        AreaLevel.Province => 2,
        AreaLevel.City => 4,
        AreaLevel.District => 6,
        AreaLevel.Street => 9,
        _ => AreaCode.Length,
    };
}
