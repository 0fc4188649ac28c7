using System.Text.Json;
using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;

namespace Assessment.Tests;

/// <summary>
/// Coverage computed a second time, from the exported ledger alone and sharing nothing with the service: facts read one
/// after the other, the highest version of everything kept, and counted in plain loops.
/// </summary>
sealed class Recount
{
    readonly Dictionary<string, HouseholdChange> households = new(StringComparer.Ordinal);
    readonly Dictionary<string, MemberChange> members = new(StringComparer.Ordinal);
    readonly Dictionary<string, OrganizationChange> organizations = new(StringComparer.Ordinal);
    readonly Dictionary<string, CampaignChanged> campaigns = new(StringComparer.Ordinal);
    readonly Dictionary<string, (string Campaign, MemberPairingChange It)> pairings = new(StringComparer.Ordinal);
    readonly Dictionary<string, (string Campaign, OrganizationPairingChange It)> organPairings = new(StringComparer.Ordinal);

    public void Read(string type, JsonElement fact)
    {
        switch (type)
        {
            case nameof(HouseholdsChanged):
                foreach (var it in fact.Deserialize<HouseholdsChanged>(Wire.Json)!.Items) Keep(households, it.Id, it, old => old.Version, it.Version);
                break;
            case nameof(MembersChanged):
                foreach (var it in fact.Deserialize<MembersChanged>(Wire.Json)!.Items) Keep(members, it.Id, it, old => old.Version, it.Version);
                break;
            case nameof(OrganizationsChanged):
                foreach (var it in fact.Deserialize<OrganizationsChanged>(Wire.Json)!.Items) Keep(organizations, it.Id, it, old => old.Version, it.Version);
                break;
            case nameof(CampaignChanged):
                var campaign = fact.Deserialize<CampaignChanged>(Wire.Json)!;
                Keep(campaigns, campaign.Id, campaign, old => old.Version, campaign.Version);
                break;
            case nameof(MemberPairingsChanged):
                var packet = fact.Deserialize<MemberPairingsChanged>(Wire.Json)!;
                foreach (var it in packet.Items) Keep(pairings, it.Id, (packet.Campaign, it), old => old.Item2.Version, it.Version);
                break;
            case nameof(OrganizationPairingsChanged):
                var organs = fact.Deserialize<OrganizationPairingsChanged>(Wire.Json)!;
                foreach (var it in organs.Items) Keep(organPairings, it.Id, (organs.Campaign, it), old => old.Item2.Version, it.Version);
                break;
        }
    }

    /// <summary>One line a row, as <see cref="Lines(JsonElement)"/> makes them of the service's answer.</summary>
    public IReadOnlyList<string> Lines(string campaign)
    {
        var prefix = campaigns[campaign].AreaPrefix;
        var lines = new List<string>();
        foreach (var street in households.Values.Where(it => it.Active && it.Area.StartsWith(prefix)).GroupBy(it => it.Area[..9] + "000"))
        {
            var (proposed, confirmed) = Count(street.Select(household => Best(campaign, it => it.Household == household.Id)));
            lines.Add($"street {street.Key} {street.Count()} {proposed} {confirmed} {street.Count() - proposed - confirmed}");
        }
        foreach (var organization in organizations.Values.Where(it => it.Area.StartsWith(prefix)))
        {
            var own = members.Values.Where(it => it.InService && it.Organization == organization.Id).ToList();
            var (proposed, confirmed) = Count(own.Select(member => Best(campaign, it => it.Member == member.Id)));
            var (wished, agreed) = OrganPairings(campaign, it => it.Organization == organization.Id, it => it.Community);
            var (asked, received) = OrganPairings(campaign, it => it.Community == organization.Id, it => it.Organization);
            var community = organization.Kind == "community";
            if (!community || own.Count > 0)
                lines.Add($"organization {organization.Id} {own.Count} {proposed} {confirmed} {own.Count - proposed - confirmed} {(community ? 0 : organization.Seats)} {wished} {agreed}");
            if (community) lines.Add($"community {organization.Id} {organization.Seats} {asked} {received}");
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> Lines(JsonElement coverage)
    {
        var lines = coverage.GetProperty("streets").EnumerateArray()
            .Select(it => "street " + Join(it, "street", "households", "proposed", "confirmed", "leftOut"))
            .Concat(coverage.GetProperty("organizations").EnumerateArray().Select(it => "organization " + Join(
                it, "organization", "members", "proposed", "confirmed", "idle", "communitiesWanted", "communitiesProposed", "communitiesConfirmed")))
            .Concat(coverage.GetProperty("communities").EnumerateArray()
                .Select(it => "community " + Join(it, "community", "seats", "proposed", "confirmed")));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    static string Join(JsonElement row, params string[] names) => string.Join(' ', names.Select(name => row.GetProperty(name).ToString()));

    static void Keep<T>(Dictionary<string, T> kept, string id, T it, Func<T, long> versionOf, long version)
    {
        if (!kept.TryGetValue(id, out var old) || versionOf(old) < version) kept[id] = it;
    }

    string? Best(string campaign, Func<MemberPairingChange, bool> which) =>
        Best(pairings.Values.Where(it => it.Campaign == campaign && which(it.It)).Select(it => it.It.Status));

    (int Proposed, int Confirmed) OrganPairings(
        string campaign, Func<OrganizationPairingChange, bool> which, Func<OrganizationPairingChange, string> other) =>
        Count(organPairings.Values.Where(it => it.Campaign == campaign && which(it.It)).GroupBy(it => other(it.It))
            .Select(same => Best(same.Select(it => it.It.Status))));

    static string? Best(IEnumerable<string> statuses)
    {
        var all = statuses.ToHashSet();
        return all.Contains("confirmed") ? "confirmed" : all.Contains("proposed") ? "proposed" : null;
    }

    static (int Proposed, int Confirmed) Count(IEnumerable<string?> best)
    {
        var all = best.ToList();
        return (all.Count(it => it == "proposed"), all.Count(it => it == "confirmed"));
    }
}
