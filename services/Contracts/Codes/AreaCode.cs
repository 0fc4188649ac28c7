namespace Contracts;

/// <summary>What kind of base-level committee a community code names.</summary>
public enum CommunityKind
{
    /// <summary>001–199, residents' committee (居民委员会): urban.</summary>
    Residents,

    /// <summary>200–399, village committee (村民委员会): rural.</summary>
    Village,

    /// <summary>Development zones, farms and whatever else a list holds.</summary>
    Other,
}

/// <summary>
/// The 12-digit division code (区划代码): 2 digits province, 4 city, 6 district, 9 street, 12 community,
/// the rest zeros, so that a leading part is a scope.
/// </summary>
/// <remarks>
/// In a city without districts (441900000000 东莞市) one code stands for the city and for its only district,
/// and its streets are 441900xxx000. Therefore an area is known by code <em>and</em> level.
/// </remarks>
public static class AreaCode
{
    public const int Length = 12;

    /// <summary>Twelve ASCII digits, the first not zero. Whether such a division exists, only a list can say.</summary>
    public static bool IsWellFormed(string? text)
    {
        if (text is not { Length: Length } || text[0] == '0')
            return false;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
        }
        return true;
    }

    /// <summary>The leading digits that name the division of <paramref name="level"/>; a shorter code is returned whole.</summary>
    public static string Prefix(string code, AreaLevel level)
    {
        var length = AreaLevels.PrefixLength(level);
        return code.Length <= length ? code : code[..length];
    }

    /// <summary>
    /// The prefix that a code stands for, by its trailing zeros: 320102000000 → 320102. Whoever has that scope sees
    /// every code that begins with it. A code of fewer than twelve digits is its own prefix.
    /// </summary>
    public static string Scope(string code) =>
        code.Length < Length ? code : code[..AreaLevels.PrefixLength(LevelOf(code))];

    /// <summary>
    /// The widest level that a 12-digit code can stand for, by its trailing zeros. 441900000000 is a city here,
    /// though lists repeat it as a district.
    /// </summary>
    public static AreaLevel LevelOf(string code)
    {
        ReadOnlySpan<char> rest = code;
        if (rest[9..].ContainsAnyExcept('0'))
            return AreaLevel.Community;
        if (rest[6..9].ContainsAnyExcept('0'))
            return AreaLevel.Street;
        if (rest[4..6].ContainsAnyExcept('0'))
            return AreaLevel.District;
        return rest[2..4].ContainsAnyExcept('0') ? AreaLevel.City : AreaLevel.Province;
    }

    /// <summary>The 12-digit code of the division of <paramref name="level"/> that <paramref name="code"/> lies in.</summary>
    public static string At(string code, AreaLevel level) => Prefix(code, level).PadRight(Length, '0');

    /// <summary>The street (街道, 乡镇) of a 12-digit community code.</summary>
    public static string StreetOf(string code) => At(code, AreaLevel.Street);

    /// <summary>The district (区, 县) of a street or community code; in a city without districts the city's own code.</summary>
    public static string DistrictOf(string code) => At(code, AreaLevel.District);

    /// <summary>The part after the street's nine digits tells residents' committees from villages.</summary>
    public static CommunityKind KindOf(string community) => community[9] switch
    {
        '0' or '1' => CommunityKind.Residents,
        '2' or '3' => CommunityKind.Village,
        _ => CommunityKind.Other,
    };
}
