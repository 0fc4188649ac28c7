namespace Matching.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData(0, 0, 63_710_088, 0, 0)]
    [InlineData(0, 90, 0, 63_710_088, 0)]
    [InlineData(0, -180, -63_710_088, 0, 0)]
    [InlineData(0, 180, -63_710_088, 0, 0)]
    [InlineData(90, 12, 0, 0, 63_710_088)]
    [InlineData(-90, 0, 0, 0, -63_710_088)]
    [InlineData(60, 0, 31_855_044, 0, 55_174_555)]
    public void Degrees_become_whole_decimetres_on_the_sphere(double latitude, double longitude, int x, int y, int z) =>
        Assert.Equal(new Place(x, y, z), Place.FromDegrees(latitude, longitude));

    [Theory]
    [InlineData(90.001, 0, "latitude")]
    [InlineData(double.NaN, 0, "latitude")]
    [InlineData(0, -180.001, "longitude")]
    [InlineData(0, double.NaN, "longitude")]
    [InlineData(0, double.PositiveInfinity, "longitude")]
    public void What_is_no_coordinate_is_refused_by_name(double latitude, double longitude, string name) =>
        Assert.Equal(
            $"{name}-is-within-{(name == "latitude" ? 90 : 180)} (Parameter '{name}')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Place.FromDegrees(latitude, longitude)).Message);

    [Fact]
    public void Distance_is_the_whole_root_for_places_anywhere()
    {
        var chance = new Random(Chance.Seed);
        for (var at = 0; at < 20_000; at++)
        {
            Place one = Chance.Somewhere(chance, 3), other = Chance.Somewhere(chance, at % 4);
            Assert.Equal(Definition.Distance(one, other), one.DistanceTo(other));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(94_906_265)]
    [InlineData(94_906_267)]
    [InlineData(127_420_176)]
    public void The_root_is_exact_beside_every_square(long root)
    {
        // The proof has its own.
        foreach (var rootOf in (Func<long, long>[])[Place.Root, square => Judgement.Root((ulong)square)])
        {
            Assert.Equal(root, rootOf(root * root));
            Assert.Equal(root, rootOf(root * root + 2 * root));
            if (root > 0) Assert.Equal(root - 1, rootOf(root * root - 1));
        }
    }

    [Fact]
    public void A_hundred_kilometres_differ_from_the_arc_by_a_metre()
    {
        var degrees = 100_000 / (Place.Radius / 10.0) * (180 / Math.PI);
        var distance = Place.FromDegrees(32, 118).DistanceTo(Place.FromDegrees(32 + degrees, 118));
        Assert.InRange(distance, 999_980, 1_000_000);
    }
}
