namespace Organizations;

/// <summary>Who takes part in a campaign, and on which side: communities receive, the others propose.</summary>
sealed class Sides
{
    readonly Dictionary<string, (bool Receives, string Area)> known = new(StringComparer.Ordinal);

    public void Add(Campaign campaign, string id, UnitKind kind, string area)
    {
        if (!area.StartsWith(campaign.AreaPrefix, StringComparison.Ordinal)) return;
        if (kind == UnitKind.Community || campaign.TakesPart(kind)) known[id] = (kind == UnitKind.Community, area);
    }

    public bool Know(string id) => known.ContainsKey(id);

    public string AreaOf(string id) => known[id].Area;

    public bool AreOpposite(string one, string other) => known[one].Receives != known[other].Receives;
}
