namespace Organizations;

/// <summary>Who has room when a run is adopted, whatever it found open before.</summary>
sealed class OpenSeats
{
    readonly Dictionary<string, MarketUnit> organizations, communities;
    readonly Dictionary<string, int> held;
    readonly HashSet<(string Community, int Seat)> seats;

    public OpenSeats(IEnumerable<MarketUnit> units, IReadOnlyList<UnitKind> kinds, IEnumerable<Pairing> standing)
    {
        var there = units.Where(it => it.Holds).ToLookup(it => it.Kind == UnitKind.Community);
        communities = there[true].ToDictionary(it => it.Id, StringComparer.Ordinal);
        organizations = there[false].Where(it => kinds.Contains(it.Kind)).ToDictionary(it => it.Id, StringComparer.Ordinal);
        // As in a run: what stands with a community that has left takes nothing from what an organization wants.
        var kept = standing.Where(it => communities.ContainsKey(it.Community)).ToList();
        held = kept.SelectMany(it => new[] { it.Organization, it.Community }).CountBy(it => it, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        seats = [.. kept.Select(it => (it.Community, it.Seat))];
    }

    /// <summary>Takes the community's lowest open seat; null when a side has left, or has no room.</summary>
    public (string Area, int Seat)? Take(RunPair pair)
    {
        if (!organizations.TryGetValue(pair.Organization, out var organization) || !communities.TryGetValue(pair.Community, out var community)) return null;
        if (held.GetValueOrDefault(organization.Id) >= organization.Seats || held.GetValueOrDefault(community.Id) >= community.Seats) return null;
        var seat = 1;
        while (!seats.Add((community.Id, seat))) seat++;
        foreach (var id in new[] { organization.Id, community.Id }) held[id] = held.GetValueOrDefault(id) + 1;
        return (community.Area, seat);
    }
}
