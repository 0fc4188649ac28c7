using System.Text.Json;
using Contracts;

namespace Local;

/// <summary>The outline of a district: the rings of a Polygon or a MultiPolygon, longitude before latitude, in degrees.</summary>
sealed class Outline
{
    readonly record struct Edge(double X1, double Y1, double X2, double Y2);

    /// <summary>Edges by band of latitude: a point is compared with those of its own band only.</summary>
    readonly List<Edge>[] bands;

    public double West { get; } = double.MaxValue;

    public double South { get; } = double.MaxValue;

    public double East { get; } = double.MinValue;

    public double North { get; } = double.MinValue;

    public Outline(IReadOnlyList<IReadOnlyList<(double Longitude, double Latitude)>> rings)
    {
        foreach (var (longitude, latitude) in rings.SelectMany(ring => ring))
        {
            CannotGenerate.Unless(
                Coordinates.InsideChina(longitude, latitude),
                "outline-inside-country",
                $"边界点 {longitude} {latitude} 不在国境范围内 / a point of the outline, {longitude} {latitude}, lies outside the country");
            (West, East) = (Math.Min(West, longitude), Math.Max(East, longitude));
            (South, North) = (Math.Min(South, latitude), Math.Max(North, latitude));
        }
        CannotGenerate.Unless(
            East > West && North > South, "outline-has-an-inside", "边界没有面积 / the outline encloses nothing");
        bands = new List<Edge>[Math.Clamp(rings.Sum(ring => ring.Count), 1, 4_096)];
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Count; i++)
                Add(ring[i], ring[(i + 1) % ring.Count]);
        }
    }

    /// <summary>
    /// The outline of the feature whose <c>code</c> (or <c>adcode</c>) begins with the district's six digits, or null
    /// when the file has none.
    /// </summary>
    public static Outline? Read(Stream geoJson, string district)
    {
        try
        {
            using var document = JsonDocument.Parse(geoJson);
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                if (CodeOf(feature.GetProperty("properties")).StartsWith(AreaCode.Prefix(district, AreaLevel.District), StringComparison.Ordinal))
                    return new(Rings(feature.GetProperty("geometry")));
            }
            return null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CannotGenerate("outline-is-geojson", $"边界文件不是可用的 GeoJSON / the outlines are not GeoJSON as expected: {exception.Message}");
        }
    }

    /// <summary>A round district about <paramref name="centre"/>, for where no outline is known.</summary>
    public static Outline Around(Coordinates centre, double metres)
    {
        var plane = new Plane(centre);
        var ring = new List<(double, double)>();
        for (var i = 0; i < 64; i++)
        {
            var (sine, cosine) = Math.SinCos(Math.PI * i / 32);
            var point = plane.At(metres * cosine, metres * sine);
            ring.Add((point.Longitude, point.Latitude));
        }
        return new([ring]);
    }

    /// <summary>By the even-odd rule over all rings, so that holes are outside and separate parts inside.</summary>
    public bool Contains(Coordinates point)
    {
        var (x, y) = point;
        if (!(x >= West && x <= East && y >= South && y <= North))
            return false;
        var inside = false;
        foreach (var edge in bands[Band(y)] ?? [])
        {
            if (edge.Y1 > y != edge.Y2 > y && x < edge.X1 + (y - edge.Y1) / (edge.Y2 - edge.Y1) * (edge.X2 - edge.X1))
                inside = !inside;
        }
        return inside;
    }

    void Add((double X, double Y) from, (double X, double Y) to)
    {
        var (first, last) = (Band(Math.Min(from.Y, to.Y)), Band(Math.Max(from.Y, to.Y)));
        for (var band = first; band <= last; band++)
            (bands[band] ??= []).Add(new(from.X, from.Y, to.X, to.Y));
    }

    int Band(double latitude) => Math.Clamp((int)((latitude - South) / (North - South) * bands.Length), 0, bands.Length - 1);

    static string CodeOf(JsonElement properties)
    {
        if (!properties.TryGetProperty("code", out var code) && !properties.TryGetProperty("adcode", out code))
            return "";
        return code.ValueKind == JsonValueKind.String ? code.GetString()! : code.GetRawText();
    }

    static List<IReadOnlyList<(double, double)>> Rings(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        IEnumerable<JsonElement> rings = geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => coordinates.EnumerateArray(),
            "MultiPolygon" => coordinates.EnumerateArray().SelectMany(polygon => polygon.EnumerateArray()),
            var other => throw new FormatException($"geometry {other}"),
        };
        return [.. rings.Select(ring => (IReadOnlyList<(double, double)>)
            [.. ring.EnumerateArray().Select(point => (point[0].GetDouble(), point[1].GetDouble()))])];
    }
}
