using System.Globalization;

namespace Members;

/// <summary>Distances as people read them.</summary>
static class Metres
{
    /// <summary>Decimetres as metres with one digit: 1234 → 123.4.</summary>
    public static string Of(long decimetres) => (decimetres / 10.0).ToString("0.0", CultureInfo.InvariantCulture);
}
