namespace Matching.Tests;

public sealed class CurveTests
{
    [Fact]
    public void A_key_has_the_bits_of_each_axis_in_turn()
    {
        var chance = new Random(Chance.Seed);
        for (var at = 0; at < 200; at++)
        {
            uint x = (uint)chance.Next(1 << 27), y = (uint)chance.Next(1 << 27), u = (uint)chance.Next(1 << 16), v = (uint)chance.Next(1 << 16), w = (uint)chance.Next(1 << 16);
            Assert.Equal(InTurn(x, y), ZOrder.Key(x, y));
            Assert.Equal(InTurn(u, v, w), ZOrder.Key(u, v, w));
        }
    }

    [Fact]
    public void Around_everybody_it_begins_at_nothing_and_tells_decimetres_apart() =>
        Chance.OnEach(40, Crowd, (lists, _) =>
        {
            var market = lists.Market;
            var (curve, places) = (market.Curve, (Place[])[.. lists.Proposers.Select(p => p.Place), .. lists.Acceptors.Select(a => a.Place)]);
            float[] u = Array.ConvertAll(places, curve.Plane.U), v = Array.ConvertAll(places, curve.Plane.V);
            Assert.Equal((u.Min(), u.Max(), v.Min(), v.Max()), (curve.West, curve.East, curve.South, curve.North));
            Assert.Equal(u.Concat(v).Max(Math.Abs), curve.Greatest);
            var widest = Math.Max(u.Max() - u.Min(), v.Max() - v.Min());
            var shift = 0;
            while ((long)widest >> shift > ushort.MaxValue) shift++;
            for (var at = 0; at < places.Length; at++)
            {
                uint east = (uint)(u[at] - u.Min()), north = (uint)(v[at] - v.Min());
                Assert.Equal(InTurn(east, north), curve.Fine(places[at]));
                Assert.Equal(InTurn(east >> shift, north >> shift, (uint)Math.Min(70_000 >> shift, ushort.MaxValue)), curve.Key(places[at], 70_000));
                Assert.Equal(InTurn(east >> shift, north >> shift, ushort.MaxValue), curve.Key(places[at], Rules.Greatest));
            }
        });

    // What lies on the plane is never farther apart than on the sphere, and in a city hardly nearer, wherever the city lies.
    [Fact]
    public void The_plane_lies_beneath_those_who_are_in_it() =>
        Chance.OnEach(40, Crowd, (lists, _) =>
        {
            var plane = lists.Market.Curve.Plane;
            Place[] places = [.. lists.Proposers.Select(p => p.Place), .. lists.Acceptors.Select(a => a.Place)];
            var slop = Tangent.Slop(lists.Market.Curve.Greatest);
            var isCity = places.Max(one => places[0].DistanceTo(one)) < 200_000;
            foreach (var one in places)
                foreach (var other in places)
                {
                    var apart = Apart(plane, one, other);
                    Assert.InRange(apart, isCity ? one.DistanceTo(other) - 4 : 0, one.DistanceTo(other) + slop);
                    // Where a coordinate is told to the decimetre, what it is shrunk by is more than what rounding adds.
                    if (one.DistanceTo(other) > 2_000_000 && slop < 4) Assert.InRange(apart, 0, one.DistanceTo(other));
                }
        });

    [Fact]
    public void A_pair_on_either_side_of_the_middle_is_as_far_apart_as_it_is_but_for_what_is_taken_off()
    {
        foreach (var (latitude, longitude) in ((double, double)[])[(32, 118.79), (-60, -30), (0, 5), (85, 170)])
        {
            Place one = Place.FromDegrees(latitude, longitude), other = Place.FromDegrees(latitude + 4, longitude + 4);
            var plane = Plane(one, other);
            var apart = one.DistanceTo(other);
            Assert.InRange(Apart(plane, one, other), apart * (1 - 2e-6) - 1, apart);
        }
    }

    // Nobody, and two whose middle is the middle of the earth.
    [Fact]
    public void There_is_a_plane_for_any_market()
    {
        Place here = Place.FromDegrees(0, 0), opposite = Place.FromDegrees(0, 180), pole = Place.FromDegrees(90, 0);
        Assert.Equal(0, new Lists { Proposers = [], Acceptors = [] }.Market.Curve.Greatest);
        foreach (var plane in (Tangent[])[Plane(here, opposite), Plane(pole, pole)])
            Assert.All((Place[])[here, opposite, pole], place => Assert.True(float.IsFinite(plane.U(place)) && float.IsFinite(plane.V(place))));
    }

    [Fact]
    public void Coordinates_are_trusted_to_four_steps_of_the_greatest_and_two_decimetres() =>
        Assert.Equal((2 + 4 * 4.0, 2 + 4 * 0.0625), (Tangent.Slop(63_710_088), Tangent.Slop(1_000_000)));

    static Tangent Plane(params Place[] places) => new Lists { Proposers = [.. places.Index().Select(one => new Proposer($"h{one.Index}", one.Item, [], 0, null))], Acceptors = [] }.Market.Curve.Plane;

    static double Apart(Tangent plane, Place one, Place other) => Math.Sqrt(Math.Pow((double)plane.U(one) - plane.U(other), 2) + Math.Pow((double)plane.V(one) - plane.V(other), 2));

    // A city somewhere on earth, or a few cities far from each other.
    static Lists Crowd(Random chance)
    {
        var cities = Enumerable.Range(0, 1 + chance.Next(3) / 2 * 3).Select(_ => (Latitude: chance.NextDouble() * 170 - 85, Longitude: chance.NextDouble() * 350 - 175)).ToArray();
        return new()
        {
            Proposers = [.. Enumerable.Range(0, 12).Select(at => new Proposer($"h{at}", Somewhere(), [], 0, null))],
            Acceptors = [.. Enumerable.Range(0, 9).Select(at => new Acceptor($"m{at}", Somewhere(), [], 1, []))],
        };

        Place Somewhere()
        {
            var (latitude, longitude) = cities[chance.Next(cities.Length)];
            return Place.FromDegrees(latitude + chance.NextDouble() * 0.05, longitude + chance.NextDouble() * 0.05);
        }
    }

    static ulong InTurn(params uint[] axes)
    {
        ulong key = 0;
        for (var bit = 0; bit < 64; bit++)
            if ((axes[bit % axes.Length] >> bit / axes.Length & 1) != 0) key |= 1UL << bit;
        return key;
    }
}
