using System.Globalization;

namespace Organizations;

/// <summary>Distances for people: whole decimetres in, metres with one decimal out.</summary>
static class Metres
{
    public static string Of(long decimetres) => string.Create(CultureInfo.InvariantCulture, $"{decimetres / 10}.{decimetres % 10}");
}
