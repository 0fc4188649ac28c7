using Contracts;

namespace Local;

/// <summary>Metres east and north of a centre, good enough within a district.</summary>
sealed class Plane(Coordinates centre)
{
    const double metresPerDegree = Coordinates.EarthRadius * Math.PI / 180;

    // Rounded, so that what is drawn does not hang on the last digit of a library's cosine.
    readonly double metresPerDegreeEast = metresPerDegree * Math.Round(Math.Cos(double.DegreesToRadians(centre.Latitude)), 6);

    /// <summary>To a millionth of a degree (0.1 m), as it will be written.</summary>
    public Coordinates At(double east, double north) => Rounded(
        centre.Longitude + east / metresPerDegreeEast, centre.Latitude + north / metresPerDegree);

    public (double East, double North) Of(Coordinates point) => (
        (point.Longitude - centre.Longitude) * metresPerDegreeEast, (point.Latitude - centre.Latitude) * metresPerDegree);

    public static Coordinates Rounded(double longitude, double latitude) => new(Math.Round(longitude, 6), Math.Round(latitude, 6));
}
