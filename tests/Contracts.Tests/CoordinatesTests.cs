namespace Contracts.Tests;

/// <summary>Against the reference points that the open implementations of these formulas publish with their tests.</summary>
public sealed class CoordinatesTests
{
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    [InlineData(116.404, 39.915, 116.41024449916938, 39.91640428150164)]
    public void Gcj02_agrees_with_published_points(double longitude, double latitude, double shiftedLongitude, double shiftedLatitude)
    {
        Close(new Coordinates(shiftedLongitude, shiftedLatitude), new Coordinates(longitude, latitude).To(Crs.Gcj02), 1e-9);
        Close(new Coordinates(longitude, latitude), Coordinates.From(shiftedLongitude, shiftedLatitude, Crs.Gcj02), 1e-9);
    }

    [Fact]
    public void Bd09_agrees_with_published_points()
    {
        var gcj02 = Coordinates.From(116.404, 39.915, Crs.Gcj02);
        Close(new(116.41036949371029, 39.92133699351021), gcj02.To(Crs.Bd09), 1e-9);
        // The published inverse is one step of an approximation, good to a metre.
        Close(new(116.39762729119315, 39.90865673957631), Coordinates.From(116.404, 39.915, Crs.Bd09).To(Crs.Gcj02), 1e-5);
    }

    [Theory]
    [InlineData(Crs.Wgs84)]
    [InlineData(Crs.Gcj02)]
    [InlineData(Crs.Bd09)]
    [InlineData(Crs.Cgcs2000)]
    public void There_and_back_is_the_same_place(Crs crs)
    {
        for (var longitude = 73.3; longitude < 136; longitude += 1.7)
        {
            for (var latitude = 3.3; latitude < 54; latitude += 1.3)
            {
                var place = new Coordinates(longitude, latitude);
                var declared = place.To(crs);
                Close(place, Coordinates.From(declared.Longitude, declared.Latitude, crs), 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(Crs.Gcj02, 50, 1_000)]
    [InlineData(Crs.Bd09, 300, 2_500)]
    public void The_shifts_are_as_large_as_the_distances_compared(Crs crs, double least, double most)
    {
        var place = new Coordinates(118.797757, 32.048498);
        Assert.InRange(place.MetresTo(place.To(crs)), least, most);
    }

    [Fact]
    public void Outside_the_mainland_nothing_is_shifted()
    {
        var paris = new Coordinates(2.35, 48.85);
        Assert.Equal(paris, paris.To(Crs.Gcj02));
        Assert.Equal(paris, Coordinates.From(2.35, 48.85, Crs.Gcj02));
    }

    [Theory]
    [InlineData(73, 3, true)]
    [InlineData(136, 54, true)]
    [InlineData(72.999, 30, false)]
    [InlineData(136.001, 30, false)]
    [InlineData(118, 2.999, false)]
    [InlineData(118, 54.001, false)]
    [InlineData(32.05, 118.8, false)] // Swapped.
    [InlineData(0, 0, false)]
    [InlineData(double.NaN, 30, false)]
    [InlineData(118, double.NaN, false)]
    [InlineData(double.PositiveInfinity, 30, false)]
    public void A_declared_position_lies_inside_the_country(double longitude, double latitude, bool inside) =>
        Assert.Equal(inside, Coordinates.InsideChina(longitude, latitude));

    [Fact]
    public void Distance_is_the_great_circle()
    {
        var pole = new Coordinates(0, 90);
        var quarter = Math.PI / 2 * Coordinates.EarthRadius;
        Assert.Equal(quarter, pole.MetresTo(new(118, 0)), 1e-3);
        Assert.Equal(quarter * 2, new Coordinates(0, 0).MetresTo(new(180, 0)), 1e-3);
        Assert.Equal(0, new Coordinates(118.8, 32.05).MetresTo(new(118.8, 32.05)));
        Assert.Equal(Coordinates.EarthRadius * Math.PI / 180_000, new Coordinates(118.8, 32).MetresTo(new(118.8, 32.001)), 1e-6);
    }

    [Fact]
    public void Systems_have_exact_names_in_any_case_and_empty_is_wgs84()
    {
        foreach (var crs in Enum.GetValues<Crs>())
        {
            Assert.True(CrsNames.TryParse(CrsNames.Name(crs).ToLowerInvariant(), out var parsed));
            Assert.Equal(crs, parsed);
        }
        Assert.True(CrsNames.TryParse("", out var empty));
        Assert.True(CrsNames.TryParse(null, out var missing));
        Assert.Equal((Crs.Wgs84, Crs.Wgs84), (empty, missing));
        foreach (var wrong in new[] { "WGS84", "GCJ02", " ", "2", "EPSG:4326" })
            Assert.False(CrsNames.TryParse(wrong, out _));
    }

    static void Close(Coordinates expected, Coordinates actual, double degrees)
    {
        Assert.Equal(expected.Longitude, actual.Longitude, degrees);
        Assert.Equal(expected.Latitude, actual.Latitude, degrees);
    }
}
