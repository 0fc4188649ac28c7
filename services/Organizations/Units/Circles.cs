namespace Organizations;

/// <summary>Who stands in a circle of parents: nobody may, since the organizations form a tree.</summary>
/// <param name="parentOf">the parent of an id, null where there is none</param>
sealed class Circles(Func<string, string?> parentOf)
{
    /// <summary>For all that were walked by: whether they stand in a circle.</summary>
    readonly Dictionary<string, bool> held = new(StringComparer.Ordinal);

    public bool Hold(string id)
    {
        var path = new List<string>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = id; at is not null && !held.ContainsKey(at); at = parentOf(at))
        {
            if (!seen.TryAdd(at, path.Count))
            {
                // The walk has come back to where it was: all from there on stand in the circle.
                foreach (var member in path[seen[at]..]) held[member] = true;
                break;
            }
            path.Add(at);
        }
        foreach (var walked in path) held.TryAdd(walked, false);
        return held[id];
    }
}
