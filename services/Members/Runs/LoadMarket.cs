using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Reads what a run is made of: the active households and in-service members of the campaign's area, and whoever stands in
/// a pairing of the campaign, wherever that may be by now.
/// </summary>
sealed class LoadMarket(MembersStore db, AskPositions ask)
{
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<MarketLists> RunAsync(PairingRun run, CancellationToken stop)
    {
        // The neighbour is asked before, so that nobody waits for it; what is read here is of one moment.
        var positions = await ask.RunAsync(run.Area, stop);
        await using var turn = await Turn.TakeAsync(db, stop);
        var campaign = await db.CampaignAsync(run.Campaign, stop);
        var (from, until) = (run.Area, Scope.Until(run.Area));
        var (standing, elsewhere) = await StandingAsync(run, stop);
        var households = await HouseholdsAsync(run.Area, standing, positions, stop);
        var members = await MembersAsync(run, campaign, standing, elsewhere, stop);
        var there = members.All.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        if (run.MayPart) run.Basis = Basis.Of(standing.Select(it => it.Id));
        standing.RemoveAll(it => !there.Contains(it.Member));
        if (run.MayPart) standing = Unlocked(run, standing, households, members);
        var points = await db.Organizations.AsNoTracking()
            .Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0 && it.Longitude != null && it.Latitude != null).ToListAsync(stop);
        var choices = await db.ChoiceLists.AsNoTracking().Where(it => it.Campaign == run.Campaign).ToListAsync(stop);
        var excluded = await ExcludedAsync(run.Campaign, stop);
        await turn.CommitAsync(stop);
        return new(
            households, members.All,
            points.ConvertAll(it => (it.Area, it.Position!.Value)),
            [.. choices.SelectMany(it => it.Choices.Select(choice => (it.Side, it.From, choice)))],
            excluded, standing, run.Rules ?? campaign.Rules);
    }

    /// <summary>What stands; in a part of a run that of its district's households, and how many others hold a member's seats.</summary>
    async Task<(List<StandingPair> Here, Dictionary<string, int> Elsewhere)> StandingAsync(PairingRun run, CancellationToken stop)
    {
        var all = await db.Pairings.AsNoTracking().Where(it => it.Campaign == run.Campaign && it.Until == null)
            .Select(it => new { Pair = new StandingPair(it.Id, it.Household, it.Member, it.Stage, true), it.Area }).ToListAsync(stop);
        var here = all.ToLookup(it => run.Parent is null || it.Area.StartsWith(run.Area, StringComparison.Ordinal), it => it.Pair);
        return ([.. here[true]], here[false].Where(it => it.Stage == 1).CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal));
    }

    async Task<IQueryable<Member>> EligibleAsync(PairingRun run, CampaignCopy campaign, CancellationToken stop) => run.Parent is null
        ? db.EligibleOf(campaign)
        : db.EligibleIn(campaign, run.Area, await db.Runs.Where(it => it.Parent == run.Parent).Select(it => it.Area).ToListAsync(stop));

    /// <summary>Only what lies within the campaign may be parted: nobody else could be given to those who moved out of it.</summary>
    static List<StandingPair> Unlocked(
        PairingRun run, List<StandingPair> standing, List<MarketHousehold> households, (List<MarketMember> All, HashSet<string> Inside) members)
    {
        var inside = households.Where(it => it.Area.StartsWith(run.Area, StringComparison.Ordinal)).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        return standing.ConvertAll(it => it with { Locked = !inside.Contains(it.Household) || !members.Inside.Contains(it.Member) });
    }

    async Task<List<MarketHousehold>> HouseholdsAsync(
        string area, List<StandingPair> standing, Dictionary<string, Coordinates> positions, CancellationToken stop)
    {
        var (from, until) = (area, Scope.Until(area));
        var inside = await db.Households.AsNoTracking()
            .Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0).ToListAsync(stop);
        var seen = inside.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var outside = await Chunks.LoadAsync(
            standing.Select(it => it.Household).Where(id => !seen.Contains(id)), ids => db.Households.AsNoTracking().Where(it => ids.Contains(it.Id)), stop);
        return [.. inside.Concat(outside).Select(it => new MarketHousehold(
            it.Id, it.Area, it.Need, it.Needs, positions.TryGetValue(it.Id, out var at) ? at : null))];
    }

    /// <summary>All members of the market, and which of them may help in the campaign; the others stand in a pairing still.</summary>
    async Task<(List<MarketMember> All, HashSet<string> Inside)> MembersAsync(
        PairingRun run, CampaignCopy campaign, List<StandingPair> standing, Dictionary<string, int> elsewhere, CancellationToken stop)
    {
        var inside = await Needed(await EligibleAsync(run, campaign, stop)).ToListAsync(stop);
        var seen = inside.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var outside = await Chunks.LoadAsync(
            standing.Select(it => it.Member).Where(id => !seen.Contains(id)), ids => Needed(db.Members.Where(it => ids.Contains(it.Id))), stop);
        var paired = (await db.PairedCommunities.AsNoTracking().Where(it => it.Campaign == run.Campaign && it.Stands).ToListAsync(stop))
            .ToLookup(it => it.Organization, it => it.Area, StringComparer.Ordinal);
        // Who may not help here, or no longer, keeps whom it helps and has no further seat; with a second place only it takes
        // no part. Seats that are held in other districts are not there.
        var held = standing.Where(it => it.Stage == 1).CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal);
        var seated = inside.Select(it => (it, Math.Max(it.Seats - elsewhere.GetValueOrDefault(it.Id), held.GetValueOrDefault(it.Id)))).Concat(outside.Select(it => (it, held.GetValueOrDefault(it.Id)))).Where(it => it.Item2 > 0);
        return ([.. seated.Select(it => Of(it.Item1, it.Item2, paired))], seen);
    }

    static MarketMember Of(NeededOfMember it, int seats, ILookup<string, string> paired) => new(
        it.Id, it.Organization, it.Area, it.Residence, it.Skills, seats, it.Position, [.. paired[it.Organization].Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Never the name or the numbers: a market has no use for them, and opening them takes time.</summary>
    static IQueryable<NeededOfMember> Needed(IQueryable<Member> members) => members.Select(it => new NeededOfMember
    {
        Id = it.Id,
        Organization = it.Organization,
        Area = it.Area,
        Residence = it.Residence,
        Skills = it.Skills,
        Seats = it.Seats,
        Position = it.Position,
    });

    async Task<List<(string, string)>> ExcludedAsync(string campaign, CancellationToken stop)
    {
        var excluded = await db.Exclusions.Where(it => it.Campaign == campaign).Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        var declined = await db.Pairings.Where(it => it.Campaign == campaign && it.Status == PairingStatus.Declined)
            .Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        return [.. excluded.Concat(declined).Select(it => (it.Household, it.Member)).Distinct()];
    }

    sealed class NeededOfMember
    {
        public required string Id { get; init; }
        public required string Organization { get; init; }
        public required string Area { get; init; }
        public required string Residence { get; init; }
        public required string[] Skills { get; init; }
        public required int Seats { get; init; }
        public required Coordinates? Position { get; init; }
    }
}
