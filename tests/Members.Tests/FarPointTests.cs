using Contracts;

namespace Members.Tests;

public sealed class FarPointTests
{
    [Fact]
    public void One_wrong_point_among_many_is_the_one_that_is_told() =>
        Assert.Equal([3], Far((118.80, 32.0), (118.81, 32.0), (118.79, 32.01), (121.0, 32.0)));

    [Fact]
    public void Of_two_points_far_apart_both_are_told() => Assert.Equal([0, 1], Far((118.8, 32.0), (120.8, 32.0)));

    [Fact]
    public void Points_up_to_50_km_apart_are_near_enough() => Assert.Empty(Far((118.80, 32.0), (118.80, 32.44)));

    [Fact]
    public void A_lone_point_has_nothing_to_be_far_from() => Assert.Empty(Far((118.8, 32.0)));

    static IEnumerable<int> Far(params (double Longitude, double Latitude)[] points) =>
        FarPoints.Among(points.Select((at, index) => (index, District.First, new Coordinates(at.Longitude, at.Latitude))));
}
