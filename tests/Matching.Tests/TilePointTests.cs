using System.Runtime.Intrinsics;

namespace Matching.Tests;

public sealed class TilePointTests
{
    // However the squares are rounded: no one is passed over who is nearer, and nobody is looked at who is farther by more than that.
    [Fact]
    public void Those_that_are_nearer_are_named_and_hardly_any_others()
    {
        var chance = new Random(Chance.Seed);
        for (var time = 0; time < 400; time++)
        {
            Place[] places = [.. Enumerable.Range(0, 1 + chance.Next(70)).Select(at => Chance.Somewhere(chance, time % 4))];
            var crew = new Crew(1);
            var tiles = new Tiles(places, crew);
            tiles.Add([.. Enumerable.Range(0, places.Length)]);
            var points = new TilePoints(tiles, places, crew);
            var from = Chance.Somewhere(chance, time % 4);
            for (var at = 0; at < places.Length; at++)
            {
                var away = points.Away(at, from);
                var distance = from.DistanceTo(places[tiles.Points[at]]);
                Assert.True(IsNamed(away, distance), $"{distance}");
                Assert.False(IsNamed(away, distance - 2 - distance / 100_000), $"{distance}");
            }
        }

        static bool IsNamed(Vector256<float> away, long most) => (TilePoints.Nearer(away, Vector256.Create(MathF.BitIncrement(most)) + Vector256<float>.One) & 1) != 0;
    }

    [Fact]
    public void Nobody_is_nearer_than_nothing() =>
        Assert.Equal(0u, TilePoints.Nearer(Vector256<float>.Zero, Vector256.Create(-5f)));

    // What lies below a box lies in it, and all boxes and points are gone through.
    [Fact]
    public void Boxes_are_as_far_as_the_nearest_in_them_at_most()
    {
        var chance = new Random(Chance.Seed);
        for (var time = 0; time < 60; time++)
        {
            Place[] places = [.. Enumerable.Range(0, 1 + chance.Next(200)).Select(at => Chance.Somewhere(chance, time % 4))];
            var tiles = new Tiles(places, new Crew(1 + chance.Next(3), worthSharing: 1));
            var root = tiles.Add([.. Enumerable.Range(0, places.Length)]);
            Assert.Equal(Enumerable.Range(0, places.Length), tiles.Points.ToArray().Order());
            var from = Chance.Somewhere(chance, time % 4);
            var below = 0;
            for (var node = root; node < tiles.Nodes[root].After; node++)
            {
                var tile = tiles.Nodes[node];
                Assert.InRange(tile.Count, 0, Tiles.TileSize);
                below += tile.Count;
                foreach (var point in tiles.Points.Slice(tile.First, tile.Count))
                {
                    Assert.InRange(tile.Box.Away(from), 0u, Judgement.Square(from, places[point]));
                    Assert.Equal(0u, tile.Box.Away(places[point]));
                    Assert.Equal(tile.Box.Away(from), tile.Box.Away(Box.Nothing.With(from)));
                }
                if (tile.Count == 0) Assert.InRange(tile.Box.Away(from), 0u, Math.Min(tiles.Nodes[node + 1].Box.Away(from), tiles.Nodes[tiles.Nodes[node + 1].After].Box.Away(from)));
                else Assert.True(tile.Count > 1 || tile.Box.Away(from) == Judgement.Square(from, places[tiles.Points[tile.First]]));
            }
            Assert.Equal(places.Length, below);
        }
    }

    // Many are as far away as others here; some are not permitted.
    [Fact]
    public void The_nearest_are_found_as_if_everyone_were_measured() =>
        Chance.OnEach(40, chance => Chance.Close(chance, 120), (lists, chance) =>
        {
            var side = lists.Market.Acceptors;
            var tiles = new Tiles(side.Places, new Crew(1));
            var near = new NearPlaces(side, tiles, tiles.Add(Enumerable.Range(0, side.Count).ToArray()));
            for (var time = 0; time < 40; time++)
            {
                var from = time == 0 || side.Count == 0 ? Place.FromDegrees(32.04, 118.79) : side.Places[chance.Next(side.Count)];
                var permitted = Enumerable.Range(0, side.Count).Select(_ => chance.Next(4) > 0).ToArray();
                long most = chance.Next(40);
                var inOrder = Enumerable.Range(0, side.Count).Select(whom => (Away: from.DistanceTo(side.Places[whom]), Id: side.IdOrder[whom], Whom: whom)).Order().ToArray();
                Assert.Equal(inOrder.Where(it => it.Away <= most && permitted[it.Whom]).Select(it => it.Whom).FirstOrDefault(-1), near.Nearest(from, most, whom => permitted[whom]));
                List<(long, int)> within = [];
                near.Within(from, most, (whom, away) => within.Add((away, whom)));
                Assert.Subset(within.ToHashSet(), inOrder.Where(it => it.Away < most).Select(it => (it.Away, it.Whom)).ToHashSet());
                if (side.Count == 0) continue;
                var (distance, id, than) = inOrder[chance.Next(side.Count)];
                var k = 1 + chance.Next(8);
                Assert.Equal(inOrder.Count(it => permitted[it.Whom] && (it.Away, it.Id).CompareTo((distance, id)) < 0) < k, near.FewerAreNearer(from, distance, than, k, whom => permitted[whom]));
            }
        });
}
