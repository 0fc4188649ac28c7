namespace Members;

/// <summary>A member in service as it is when a run is adopted.</summary>
sealed record HelperNow(string Id, string Organization, int Seats, string Residence, IReadOnlyList<string> Skills);

/// <summary>Places of households and seats of members that are open when a run is adopted, whatever it found open before.</summary>
sealed class OpenPlaces
{
    readonly Dictionary<string, string> areas;
    readonly Dictionary<string, HelperNow> helpers;
    readonly HashSet<(string Household, string Member)> closed;
    readonly HashSet<(string Household, int Stage)> places;
    readonly Dictionary<(string Member, int Stage), HashSet<int>> seats;

    public OpenPlaces(
        IEnumerable<(string Id, string Area)> households, IEnumerable<HelperNow> helpers, IEnumerable<(string, string)> excluded,
        IEnumerable<(string Household, int Stage, string Member, int Seat)> standing)
    {
        var now = standing.ToList();
        areas = households.ToDictionary(it => it.Id, it => it.Area, StringComparer.Ordinal);
        this.helpers = helpers.ToDictionary(it => it.Id, StringComparer.Ordinal);
        closed = [.. excluded, .. now.Select(it => (it.Household, it.Member))];
        places = [.. now.Select(it => (it.Household, it.Stage))];
        seats = now.GroupBy(it => (it.Member, it.Stage), it => it.Seat).ToDictionary(it => it.Key, it => it.ToHashSet());
    }

    /// <summary>Helpers without anybody to help, in the order of their ids.</summary>
    public IEnumerable<HelperNow> Idle =>
        helpers.Values.Where(it => !seats.ContainsKey((it.Id, 1)) && !seats.ContainsKey((it.Id, 2))).OrderBy(it => it.Id, StringComparer.Ordinal);

    /// <summary>
    /// Takes the place and the member's lowest open seat, or null when they are gone. A seat's number in the store may differ
    /// from the run's: there, standing pairs move up.
    /// </summary>
    public (string Organization, string Area, int Seat)? Take(RunPair pair)
    {
        if (!areas.TryGetValue(pair.Household, out var area) || !helpers.TryGetValue(pair.Member, out var helper)) return null;
        var taken = seats.GetValueOrDefault((pair.Member, pair.Stage)) ?? [];
        // Counted, since their numbers may be higher than the seats of today: a member with one seat may stand at its third.
        if (taken.Count >= (pair.Stage == 1 ? helper.Seats : 1)) return null;
        if (closed.Contains((pair.Household, pair.Member)) || !places.Add((pair.Household, pair.Stage))) return null;
        var seat = 1;
        while (!taken.Add(seat)) seat++;
        seats[(pair.Member, pair.Stage)] = taken;
        closed.Add((pair.Household, pair.Member));
        return (helper.Organization, area, seat);
    }
}
