using System.Numerics;

namespace Matching;

/// <summary>
/// Those who have something to give or wait for it, by place: cells of some four, halved upwards along both axes with a
/// count at each, so that empty land is passed over at once. Who stands beyond the border stands in the nearest cell.
/// </summary>
/// <param name="number">Which of a participant's spots are these cells'.</param>
sealed class Cells(CellGrid grid, int number)
{
    readonly int[][] counts = grid.Counts();
    readonly List<Participant>?[] cells = new List<Participant>?[grid.Cells];
    Func<Participant, long?> costOf = null!;
    Participant? best;
    long bestCost, slack;
    float u, v;

    public int Count => counts[^1][0];

    public bool Has(Participant one) => one.Spots[number].Cell >= 0;

    public void Add(Participant one)
    {
        var cell = grid.CellOf(one.Place);
        var there = cells[cell] ??= [];
        one.Spots[number] = (cell, there.Count);
        there.Add(one);
        Tally(cell, 1);
    }

    public void Remove(Participant one)
    {
        var (cell, slot) = one.Spots[number];
        var there = cells[cell]!;
        there[slot] = there[^1];
        there[slot].Spots[number] = (cell, slot);
        there.RemoveAt(there.Count - 1);
        one.Spots[number] = (-1, 0);
        Tally(cell, -1);
    }

    /// <summary>The one that costs least, then comes first by id; null where none may be had.</summary>
    /// <param name="cost">What one costs, or null when it is not permitted; never less than the distance without the slack.</param>
    /// <param name="most">By how much it may be less.</param>
    public Participant? Best(Place from, long most, Func<Participant, long?> cost)
    {
        (best, bestCost, costOf, slack) = (null, long.MaxValue, cost, most);
        (u, v) = grid.Inside(from);
        if (Count > 0) Visit(counts.Length - 1, 0, 0);
        return best;
    }

    void Visit(int level, int x, int y)
    {
        if (counts[level][(y << grid.Levels - level) + x] == 0) return;
        if (best is not null && grid.Away(level, x, y, u, v) - slack > bestCost) return;
        if (level == 0)
        {
            foreach (var one in cells[(y << grid.Levels) + x]!) Consider(one);
            return;
        }
        // The quarter that the place is in, or nearest to, comes first, the one across last.
        var (right, up) = grid.Beyond(level, x, y, u, v);
        Visit(level - 1, 2 * x + right, 2 * y + up);
        Visit(level - 1, 2 * x + 1 - right, 2 * y + up);
        Visit(level - 1, 2 * x + right, 2 * y + 1 - up);
        Visit(level - 1, 2 * x + 1 - right, 2 * y + 1 - up);
    }

    void Consider(Participant one)
    {
        if (costOf(one) is not { } cost || cost > bestCost || (cost == bestCost && !one.ComesBefore(best!))) return;
        (best, bestCost) = (one, cost);
    }

    void Tally(int cell, int by)
    {
        int x = cell & (1 << grid.Levels) - 1, y = cell >> grid.Levels;
        for (var level = 0; level <= grid.Levels; level++) counts[level][(y >> level << grid.Levels - level) + (x >> level)] += by;
    }
}

/// <summary>How the land is cut into cells: as many along each axis, a power of two.</summary>
sealed class CellGrid
{
    const int PerCell = 4, MostLevels = 11;
    readonly Curve curve;
    readonly float width, height;
    readonly double slop;

    public CellGrid(Curve curve, int participants)
    {
        this.curve = curve;
        Levels = Math.Min(MostLevels, BitOperations.Log2((uint)(participants / PerCell + 1)) / 2 + 1);
        (width, height) = (Math.Max(1, (curve.East - curve.West) / (1 << Levels)), Math.Max(1, (curve.North - curve.South) / (1 << Levels)));
        // A cell's border is computed, and so may be off by as much as a coordinate may.
        slop = 2 * Tangent.Slop(curve.Greatest);
    }

    public int Levels { get; }

    public int Cells => 1 << 2 * Levels;

    public int[][] Counts() => [.. Enumerable.Range(0, Levels + 1).Select(level => new int[1 << 2 * (Levels - level)])];

    public (float U, float V) Inside(Place place) => (Math.Clamp(curve.Plane.U(place), curve.West, curve.East), Math.Clamp(curve.Plane.V(place), curve.South, curve.North));

    public int CellOf(Place place)
    {
        var (u, v) = Inside(place);
        return (Along(v - curve.South, height) << Levels) + Along(u - curve.West, width);
    }

    /// <summary>The least distance of a box from a place, in decimetres, rounded to the safe side.</summary>
    public double Away(int level, int x, int y, float u, float v)
    {
        double wide = (double)width * (1 << level), high = (double)height * (1 << level);
        var du = Math.Max(0, Math.Max(curve.West + x * wide - u, u - curve.West - (x + 1) * wide));
        var dv = Math.Max(0, Math.Max(curve.South + y * high - v, v - curve.South - (y + 1) * high));
        return Math.Sqrt(du * du + dv * dv) - slop;
    }

    /// <summary>On which side of a box's middle a place is, along both axes.</summary>
    public (int Right, int Up) Beyond(int level, int x, int y, float u, float v)
    {
        double wide = (double)width * (1 << level), high = (double)height * (1 << level);
        return (u > curve.West + (x + 0.5) * wide ? 1 : 0, v > curve.South + (y + 0.5) * high ? 1 : 0);
    }

    int Along(float from, float step) => Math.Clamp((int)(from / step), 0, (1 << Levels) - 1);
}
