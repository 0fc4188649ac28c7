using System.Globalization;
using Contracts;

namespace Households;

/// <summary>Where a household lives, in the reference system in which it was declared.</summary>
readonly record struct Place(double Longitude, double Latitude, Crs Crs)
{
    /// <summary>Computed in WGS-84 only; converted here.</summary>
    public Coordinates Wgs84 => Coordinates.From(Longitude, Latitude, Crs);

    /// <summary>Longitude and latitude as one text, to be sealed as one; reads back to the same numbers.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Longitude:R} {Latitude:R}");

    public static Place? Read(string? text, string crs)
    {
        if (text is null) return null;
        var parts = text.Split(' ');
        if (!CrsNames.TryParse(crs, out var system)) throw new FormatException("no reference system has this name");
        return new Place(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture), system);
    }
}
