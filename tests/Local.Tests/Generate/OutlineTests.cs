using System.Text;

namespace Local.Tests;

public sealed class OutlineTests
{
    const string file = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"code":"110101000000"},"geometry":{"type":"Polygon","coordinates":[
            [[100,30],[104,30],[104,34],[100,34],[100,30]],
            [[101,31],[103,31],[103,33],[101,33],[101,31]]]}},
          {"type":"Feature","properties":{"adcode":110102},"geometry":{"type":"MultiPolygon","coordinates":[
            [[[100,30],[101,30],[100,31],[100,30]]],
            [[[105,30],[106,30],[106,31],[105,31]]]]}},
          {"type":"Feature","properties":{"code":"110105000000"},"geometry":{"type":"Point","coordinates":[100,30]}},
          {"type":"Feature","properties":{"code":"110106000000"},"geometry":{"type":"Polygon","coordinates":[[[30,100],[34,104],[30,104]]]}},
          {"type":"Feature","properties":{"code":"110107000000"},"geometry":{"type":"Polygon","coordinates":[[[100,30],[100,30],[100,30]]]}}]}
        """;

    [Theory]
    [InlineData("110101000000", 100.5, 30.5, true)]
    [InlineData("110101000000", 102, 32, false)] // In the hole.
    [InlineData("110101000000", 103.5, 32, true)]
    [InlineData("110101000000", 99, 32, false)]
    [InlineData("110101000000", 102, 35, false)]
    [InlineData("110101000000", double.NaN, 32, false)]
    [InlineData("110102000000", 100.2, 30.2, true)]
    [InlineData("110102000000", 100.8, 30.8, false)]
    [InlineData("110102000000", 105.5, 30.5, true)]
    [InlineData("110102000000", 103, 30.5, false)] // Between the parts.
    public void A_point_lies_inside_or_not(string district, double longitude, double latitude, bool inside) =>
        Assert.Equal(inside, Read(file, district)!.Contains(new(longitude, latitude)));

    [Fact]
    public void A_district_that_the_file_does_not_have_has_no_outline() => Assert.Null(Read(file, "320102000000"));

    [Theory]
    [InlineData(file, "110105000000", "outline-is-geojson")]
    [InlineData(file, "110106000000", "outline-inside-country")]
    [InlineData(file, "110107000000", "outline-has-an-inside")]
    [InlineData("{}", "110101000000", "outline-is-geojson")]
    [InlineData("[", "110101000000", "outline-is-geojson")]
    [InlineData("code,name", "110101000000", "outline-is-geojson")]
    public void An_outline_that_is_none_is_refused(string json, string district, string rule) =>
        Assert.Equal(rule, Assert.Throws<CannotGenerate>(() => Read(json, district)).Rule);

    [Fact]
    public void Every_shipped_outline_agrees_with_a_plain_count_of_crossings()
    {
        var random = new SeededRandom(3, "points");
        using var document = System.Text.Json.JsonDocument.Parse(Samples.Shipped("districts-320100.geojson"));
        var features = document.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(11, features.Count);
        foreach (var feature in features)
        {
            var outline = Samples.OutlineOf(feature.GetProperty("properties").GetProperty("code").GetString()!)!;
            var edges = feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray()
                .SelectMany(polygon => polygon.EnumerateArray())
                .Select(ring => ring.EnumerateArray().Select(p => (X: p[0].GetDouble(), Y: p[1].GetDouble())).ToList())
                .SelectMany(ring => ring.Zip([.. ring.Skip(1), ring[0]])).ToList();
            var inside = 0;
            for (var i = 0; i < 500; i++)
            {
                var (x, y) = (outline.West + random.Unit() * (outline.East - outline.West), outline.South + random.Unit() * (outline.North - outline.South));
                var crossings = edges.Count(e => e.First.Y > y != e.Second.Y > y
                    && x < e.First.X + (y - e.First.Y) / (e.Second.Y - e.First.Y) * (e.Second.X - e.First.X));
                Assert.Equal(crossings % 2 == 1, outline.Contains(new(x, y)));
                inside += crossings % 2;
            }
            Assert.InRange(inside, 50, 450);
        }
    }

    [Fact]
    public void A_round_outline_reaches_as_far_as_it_says()
    {
        var centre = new Contracts.Coordinates(118.8, 32.05);
        var outline = Outline.Around(centre, 5_000);
        Assert.True(outline.Contains(centre));
        Assert.True(outline.Contains(new(118.8, 32.05 + 0.044)));
        Assert.False(outline.Contains(new(118.8, 32.05 + 0.046)));
        Assert.True(outline.Contains(new(118.8 + 0.052, 32.05)));
        Assert.False(outline.Contains(new(118.8 + 0.054, 32.05)));
    }

    static Outline? Read(string json, string district)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Outline.Read(stream, district);
    }
}
