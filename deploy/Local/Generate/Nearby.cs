using Contracts;

namespace Local;

/// <summary>The nearest of many places, found by a grid: only the cells around the asked one are looked at.</summary>
sealed class Nearby
{
    readonly Plane plane;
    readonly (double East, double North)[] points;
    readonly int[] starts;
    readonly int[] items;
    readonly double west, south, cell;
    readonly int columns, rows;

    public Nearby(Plane plane, IReadOnlyList<Coordinates> places)
    {
        this.plane = plane;
        points = [.. places.Select(plane.Of)];
        (west, south) = points.Length == 0 ? (0, 0) : (points.Min(p => p.East), points.Min(p => p.North));
        var (width, height) = points.Length == 0 ? (0, 0) : (points.Max(p => p.East) - west, points.Max(p => p.North) - south);
        // About four places a cell, never so small that empty cells outnumber the places.
        cell = Math.Max(1, Math.Max(Math.Sqrt(width * height * 4 / Math.Max(1, points.Length)), Math.Max(width, height) / 2_000));
        (columns, rows) = ((int)(width / cell) + 1, (int)(height / cell) + 1);
        starts = new int[columns * rows + 1];
        foreach (var point in points)
            starts[CellOf(point) + 1]++;
        for (var i = 0; i < columns * rows; i++)
            starts[i + 1] += starts[i];
        var next = starts.ToArray();
        items = new int[points.Length];
        for (var i = 0; i < points.Length; i++)
            items[next[CellOf(points[i])]++] = i;
    }

    /// <summary>Up to <paramref name="count"/> indexes of the places, nearest first, of equally near ones the lower index first.</summary>
    public List<int> Nearest(Coordinates place, int count)
    {
        var centre = plane.Of(place);
        var found = new List<(double Squared, int Index)>();
        var (column, row) = (Column(centre.East), Row(centre.North));
        for (var ring = 0; ring <= Math.Max(columns, rows); ring++)
        {
            Gather(centre, column, row, ring, found);
            // What lies in cells farther out is at least this far away.
            var reach = ring * cell;
            if (found.Count(f => f.Squared <= reach * reach) >= count)
                break;
        }
        found.Sort();
        return [.. found.Take(count).Select(f => f.Index)];
    }

    void Gather((double East, double North) centre, int column, int row, int ring, List<(double, int)> found)
    {
        for (var r = Math.Max(0, row - ring); r <= Math.Min(rows - 1, row + ring); r++)
        {
            var edge = r == row - ring || r == row + ring;
            for (var c = column - ring; c <= column + ring; c += edge || ring == 0 ? 1 : 2 * ring)
            {
                if (c < 0 || c >= columns)
                    continue;
                for (var i = starts[r * columns + c]; i < starts[r * columns + c + 1]; i++)
                {
                    var (east, north) = (points[items[i]].East - centre.East, points[items[i]].North - centre.North);
                    found.Add((east * east + north * north, items[i]));
                }
            }
        }
    }

    int CellOf((double East, double North) point) => Row(point.North) * columns + Column(point.East);

    int Column(double east) => Math.Clamp((int)((east - west) / cell), 0, columns - 1);

    int Row(double north) => Math.Clamp((int)((north - south) / cell), 0, rows - 1);
}
