using Matching;

namespace Benchmarks;

/// <summary>Places in cubes of even width, to find the nearest by looking at one shell of cubes after the other.</summary>
sealed class PlaceCells
{
    readonly Place[] places;
    readonly Dictionary<(int, int, int), List<int>> cells = [];
    readonly int width;
    readonly PriorityQueue<int, (long, int)> farthest = new(Comparer<(long, int)>.Create((one, other) => other.CompareTo(one)));

    public PlaceCells(Place[] places)
    {
        this.places = places;
        var span = Math.Max(Span(place => place.X), Math.Max(Span(place => place.Y), Span(place => place.Z)));
        // Some four places a cube where they are spread evenly over a surface.
        width = (int)Math.Max(1, 2 * span / Math.Sqrt(Math.Max(1, places.Length)));
        for (var at = 0; at < places.Length; at++)
        {
            var cell = Cell(places[at]);
            if (!cells.TryGetValue(cell, out var there)) cells.Add(cell, there = []);
            there.Add(at);
        }
    }

    /// <summary>The k nearest of a place, in no order; of equally near ones those that stand first.</summary>
    public IEnumerable<int> Nearest(Place place, int k)
    {
        farthest.Clear();
        var (x, y, z) = Cell(place);
        var wanted = Math.Min(k, places.Length);
        for (var shell = 0; ; shell++)
        {
            // All that is nearer than the shells looked at so far reach has been seen.
            if (farthest.Count == wanted && (wanted == 0 || (farthest.TryPeek(out _, out var last) && last.Item1 < (long)(shell - 1) * width))) break;
            for (var dx = -shell; dx <= shell; dx++)
                for (var dy = -shell; dy <= shell; dy++)
                {
                    var inside = Math.Abs(dx) < shell && Math.Abs(dy) < shell;
                    for (var dz = -shell; dz <= shell; dz += inside ? Math.Max(1, 2 * shell) : 1)
                        if (cells.TryGetValue((x + dx, y + dy, z + dz), out var there)) Offer(there, place, wanted);
                }
        }
        return farthest.UnorderedItems.Select(item => item.Element);
    }

    void Offer(List<int> there, Place place, int wanted)
    {
        foreach (var at in there)
        {
            var key = (place.DistanceTo(places[at]), at);
            if (farthest.Count < wanted) farthest.Enqueue(at, key);
            else if (farthest.TryPeek(out _, out var last) && key.CompareTo(last) < 0) farthest.EnqueueDequeue(at, key);
        }
    }

    (int, int, int) Cell(Place place) => (Floor(place.X), Floor(place.Y), Floor(place.Z));

    int Floor(int along) => (int)Math.Floor((double)along / width);

    double Span(Func<Place, int> axis) => places.Length == 0 ? 0 : (double)places.Max(axis) - places.Min(axis);
}
