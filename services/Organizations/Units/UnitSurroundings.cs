using Contracts;

namespace Organizations;

/// <summary>What the store knows around the organizations of a list: divisions, the same and other organizations, points.</summary>
sealed class UnitSurroundings
{
    readonly Dictionary<string, List<Area>> areas = new(StringComparer.Ordinal);

    /// <summary>Parents of the organizations in the store, as far up as the list's lead; null for one without.</summary>
    public Dictionary<string, string?> Parents { get; } = new(StringComparer.Ordinal);

    /// <summary>The organizations that the list names and the store knows.</summary>
    public Dictionary<string, PartyOrganization> Stored { get; } = new(StringComparer.Ordinal);

    /// <summary>Points of the store's organizations that the list does not name.</summary>
    public KnownPoints Points { get; } = new();

    public void Add(Area area)
    {
        if (!areas.TryGetValue(area.Code, out var levels)) areas[area.Code] = levels = [];
        levels.Add(area);
    }

    public bool KnowsArea(string code) => areas.ContainsKey(code);

    public bool IsValid(string code, DateOnly day) => areas[code].Any(area => area.IsValidOn(day));

    public bool IsCommunity(string code, DateOnly day) => areas[code].Any(area => area.Level == AreaLevel.Community && area.IsValidOn(day));
}
