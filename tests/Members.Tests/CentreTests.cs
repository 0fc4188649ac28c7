using Contracts;

namespace Members.Tests;

public sealed class CentreTests
{
    [Theory]
    [InlineData("320102002001", "320102002001", 118.81, 32.01)] // its community
    [InlineData("320102002002", "320102002000", 118.82, 32.02)] // no point in the community: its street
    [InlineData("320102003001", "320102000000", 118.83, 32.03)] // none in the street: its district
    [InlineData("320104001001", "", 118.85, 32.05)] // none in the district: all
    public void A_place_that_is_not_known_is_the_centre_of_the_smallest_division_with_a_known_point(string area, string centre, double longitude, double latitude)
    {
        var centres = new Centres();
        centres.Add("320102002001", new(118.80, 32.00));
        centres.Add("320102002001", new(118.82, 32.02));
        centres.Add("320102002003", new(118.84, 32.04));
        centres.Add("320102000000", new(118.86, 32.06));
        centres.Add("110101001001", new(118.93, 32.13));
        var (at, of) = centres.For(area);
        Assert.Equal(centre, of);
        Assert.Equal((longitude, latitude), (Math.Round(at.Longitude, 6), Math.Round(at.Latitude, 6)));
    }

    [Fact]
    public void The_order_of_the_points_does_not_move_a_centre()
    {
        var chance = new Random(11);
        var points = Enumerable.Range(0, 500).Select(_ => new Coordinates(118 + chance.NextDouble(), 32 + chance.NextDouble())).ToArray();
        var there = Of(points);
        chance.Shuffle(points);
        Assert.Equal(there, Of(points));

        static Coordinates Of(IEnumerable<Coordinates> points)
        {
            var centres = new Centres();
            foreach (var point in points) centres.Add(District.First, point);
            return centres.For(District.First).At;
        }
    }

    [Fact]
    public void Where_nothing_is_known_all_share_one_place() =>
        Assert.Equal(new Centres().For(District.First), new Centres().For(District.OtherDistrict));
}
