namespace Matching.Tests;

public sealed class CellTests
{
    // Where the land is as wide as the earth, a coordinate in single precision is wrong by metres nearly: what that does shows at the borders of the cells.
    [Fact]
    public void No_cell_is_thought_farther_than_who_stands_in_it()
    {
        var across = 0;
        Chance.OnEach(12, chance => new Lists { Proposers = [.. Enumerable.Range(0, 30).Select(at => new Proposer($"h{at}", Chance.Somewhere(chance, 2 + chance.Next(2)), [], 0, null))], Acceptors = [] }, (lists, chance) =>
        {
            CellGrid grid = new(lists.Market.Curve, chance.Next(4) switch { 0 => 10, 1 => 1_000, 2 => 100_000, _ => 100_000_000 });
            for (var at = 0; at < 300; at++)
            {
                var (one, other) = (Somebody(), Somebody());
                IsNear(grid, Place.FromDegrees(one.Latitude, one.Longitude), Place.FromDegrees(other.Latitude, other.Longitude));
                // Nearer and nearer to each other, on either side of a border.
                for (var halving = 0; halving < 40; halving++)
                {
                    (double Latitude, double Longitude) middle = ((one.Latitude + other.Latitude) / 2, (one.Longitude + other.Longitude) / 2);
                    Place from = Place.FromDegrees(one.Latitude, one.Longitude), to = Place.FromDegrees(other.Latitude, other.Longitude), between = Place.FromDegrees(middle.Latitude, middle.Longitude);
                    if (grid.CellOf(from) == grid.CellOf(to) || from == between || to == between) break;
                    if (grid.CellOf(between) == grid.CellOf(from)) one = middle;
                    else other = middle;
                    IsNear(grid, from, to);
                    IsNear(grid, to, from);
                    if (from.DistanceTo(to) < 50) across++;
                }
            }

            (double Latitude, double Longitude) Somebody() => (32 + chance.NextDouble() * 0.05, 118.7 + chance.NextDouble() * 0.05) is var near && chance.Next(2) == 0
                ? near
                : (chance.NextDouble() * 178 - 89, chance.NextDouble() * 358 - 179);
        });
        Assert.True(across > 300, $"only {across} so near");
    }

    static void IsNear(CellGrid grid, Place from, Place to)
    {
        var (u, v) = grid.Inside(from);
        var cell = grid.CellOf(to);
        int x = cell & (1 << grid.Levels) - 1, y = cell >> grid.Levels;
        for (var level = 0; level <= grid.Levels; level++)
            Assert.True(grid.Away(level, x >> level, y >> level, u, v) <= from.DistanceTo(to), $"{from} {to} at level {level}");
    }
}
