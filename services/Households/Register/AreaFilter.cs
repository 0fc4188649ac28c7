using Contracts;
using Defaults;

namespace Households;

/// <summary>A division that a caller asks for, as the range of community codes below it.</summary>
static class AreaFilter
{
    /// <param name="area">a 12-digit code or its significant prefix of 2, 4, 6 or 9 digits</param>
    /// <exception cref="InvalidException">rule <c>area-code-form</c></exception>
    public static (string From, string Until) Range(string area)
    {
        if (area.Length is not (2 or 4 or 6 or 9 or AreaCode.Length) || area.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw new InvalidException("area", "area-code-form");
        var prefix = AreaCode.Scope(area);
        return (prefix, Scope.Until(prefix));
    }

    /// <summary>Prefix of the narrowest division that both codes are in, empty where there is none.</summary>
    public static string Common(string one, string other)
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        return one[..AreaLevels.All.Select(AreaLevels.PrefixLength).Where(length => length <= same).DefaultIfEmpty().Max()];
    }
}
