using Contracts;
using Defaults;

namespace Organizations;

/// <summary>A campaign as it is asked for.</summary>
/// <param name="Id">one is made when none is given</param>
/// <param name="Area">12-digit code of the division that it holds for</param>
/// <param name="Waves">one wave of organs over the whole time when none is given</param>
/// <param name="OrganizationRules">of organizations with communities; what is not given takes the engine's default</param>
/// <param name="MemberRules">of members with households</param>
/// <param name="ReplaceWithinDays">days within which a household that comes to need a helper has one: 1 to 60, 3 when not given</param>
/// <param name="Ends">its last day; none while it is open</param>
sealed record CampaignBody(
    string Name, string Area, DateOnly Starts, DateOnly DockingDeadline, string? Id = null, IReadOnlyList<WaveBody>? Waves = null,
    PairingRules? OrganizationRules = null, PairingRules? MemberRules = null, int? ReplaceWithinDays = null, DateOnly? Ends = null)
{
    /// <exception cref="InvalidException">with every fault of the request's own</exception>
    public Campaign AsCampaign(string newId)
    {
        var faults = new Faults("");
        var id = Id is null ? newId : faults.Id("id", Id);
        var name = faults.Text("name", Name);
        if (!AreaCode.IsWellFormed(Area)) faults.Add(0, "area", "area-code-form");
        if (Starts > DockingDeadline) faults.Add(0, "dockingDeadline", "deadline-not-before-start");
        var waves = Waves is { Count: > 0 } ? ReadWaves(faults, Waves) : [new Wave("机关", [UnitKind.Organ], Starts, DockingDeadline)];
        var rules = new RulesBody(OrganizationRules, MemberRules, ReplaceWithinDays, Ends).Checked(Starts, faults);
        faults.ThrowIfAny();
        return new Campaign
        {
            Id = id, Name = name, Area = Area, AreaPrefix = AreaCode.Scope(Area), Starts = Starts, DockingDeadline = DockingDeadline,
            Waves = waves, OrganizationRules = rules.Organizations, MemberRules = rules.Members, ReplaceWithinDays = rules.Days, Ends = Ends,
        };
    }

    static List<Wave> ReadWaves(Faults faults, IReadOnlyList<WaveBody> given)
    {
        var waves = new List<Wave>();
        foreach (var wave in given) waves.Add(wave.AsWave(faults));
        if (waves.DistinctBy(wave => wave.Name).Count() < waves.Count) faults.Add(0, "waves.name", "id-is-unique");
        return waves;
    }
}

/// <param name="Kinds">kinds of organizations that take part; communities receive in every wave</param>
/// <param name="Deadline">by when they are paired</param>
sealed record WaveBody(string Name, IReadOnlyList<string> Kinds, DateOnly Starts, DateOnly Deadline)
{
    public Wave AsWave(Faults faults)
    {
        var kinds = new List<UnitKind>();
        foreach (var code in Kinds)
            if (!UnitKinds.TryParse(code, out var kind)) faults.Add(0, "waves.kinds", "code-is-known");
            else kinds.Add(kind);
        if (Kinds.Count == 0) faults.Add(0, "waves.kinds", "is-given");
        if (kinds.Contains(UnitKind.Community)) faults.Add(0, "waves.kinds", "communities-receive");
        if (Starts > Deadline) faults.Add(0, "waves.deadline", "deadline-not-before-start");
        return new Wave(faults.Text("waves.name", Name), [.. kinds.Distinct()], Starts, Deadline);
    }
}

/// <summary>The rules of a campaign's two markets, and how long it looks after those who come to need a helper.</summary>
/// <param name="ReplaceWithinDays">1 to 60; 3 when not given</param>
/// <param name="Ends">its last day; none while it is open</param>
sealed record RulesBody(
    PairingRules? OrganizationRules = null, PairingRules? MemberRules = null, int? ReplaceWithinDays = null, DateOnly? Ends = null)
{
    const int days = 3;

    /// <summary>Both markets' rules, what was not given filled in: later defaults change no campaign that is under way.</summary>
    public (PairingRules Organizations, PairingRules Members, int Days) Checked(DateOnly starts, Faults faults)
    {
        if (ReplaceWithinDays is < 1 or > 60) faults.Add(0, "replaceWithinDays", "replaced-within-1-to-60-days");
        if (Ends < starts) faults.Add(0, "ends", "campaign-ends-after-it-starts");
        return (
            MarketRules.OfOrganizations("organizationRules", OrganizationRules, faults),
            MarketRules.Checked("memberRules", MemberRules, Matching.Rules.ForHouseholds, faults),
            ReplaceWithinDays ?? days);
    }
}

sealed record CampaignReply(
    string Id, string Name, string Area, DateOnly Starts, DateOnly DockingDeadline, IReadOnlyList<Wave> Waves,
    PairingRules OrganizationRules, PairingRules MemberRules, int? ReplaceWithinDays, DateOnly? Ends, long Version)
{
    public static CampaignReply Of(Campaign campaign) => new(
        campaign.Id, campaign.Name, campaign.Area, campaign.Starts, campaign.DockingDeadline, campaign.Waves,
        campaign.OrganizationRules, campaign.MemberRules, campaign.ReplaceWithinDays, campaign.Ends, campaign.Version);
}
