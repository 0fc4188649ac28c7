using System.Text;

namespace Households;

/// <summary>Personal values as they are shown: enough to tell whom one has before one, never the value.</summary>
static class Mask
{
    /// <summary>What stood where it should not: its first character and how long it is, so that whoever wrote it finds it again.</summary>
    public static string Value(string value)
    {
        var runes = value.EnumerateRunes().ToArray();
        return runes.Length < 2 ? "" : $"{(Rune.IsControl(runes[0]) ? "?" : runes[0].ToString())}***({runes.Length})";
    }

    /// <summary>王秀英 → 王**, whatever the length.</summary>
    public static string Name(string name) => string.Concat(name.EnumerateRunes().First().ToString(), "**");

    /// <summary>320***********1234.</summary>
    public static string? IdNumber(string? number) => number is null ? null : string.Concat(number.AsSpan(0, 3), "***********", number.AsSpan(14));

    /// <summary>138****5678; of a land line its first three and last four digits.</summary>
    public static string? Phone(string? phone) => phone is null ? null : string.Concat(phone.AsSpan(0, 3), "****", phone.AsSpan(phone.Length - 4));

    /// <summary>The beginning, at most six characters and at most a third: the district, not the door.</summary>
    public static string? Address(string? address)
    {
        if (address is null) return null;
        var runes = address.EnumerateRunes().ToArray();
        var shown = new StringBuilder();
        foreach (var rune in runes.Take(Math.Min(6, runes.Length / 3))) shown.Append(rune.ToString());
        return shown.Append("****").ToString();
    }
}
