using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Reads what a run is made of: the active households and in-service members of the campaign's area, and whoever stands in
/// a pairing of the campaign, wherever that may be by now. Households that are not to be contacted take no part: whoever helps
/// one keeps that seat, and has one less to give.
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
        var eligible = await EligibleAsync(run, campaign, stop);
        var all = await StandingAsync(run, stop);
        var withdrawn = await db.Contacts.Where(it => it.IsWithdrawn).Select(it => it.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
        var (standing, aside) = (all.FindAll(it => !withdrawn.Contains(it.Household)), all.FindAll(it => withdrawn.Contains(it.Household)));
        var households = await HouseholdsAsync(run.Area, standing, positions, stop);
        var members = await MembersAsync(run, eligible, standing, aside, stop);
        run.Basis = run.MayPart ? Basis.Of(all.Select(it => it.Id)) : await db.BasisOfAdoptedAsync(run.Campaign, stop);
        var there = members.All.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        if (run.MayPart) standing = Unlocked(run, standing, households, members);
        var points = await PointsAsync(run.Area, stop);
        var choices = await ChoicesAsync(run, eligible, there.Except(members.Inside), stop);
        var excluded = await ExcludedAsync(run, stop);
        await turn.CommitAsync(stop);
        return new(
            households, members.All, points,
            [.. choices.SelectMany(it => it.Choices.Select(choice => (it.Side, it.From, choice)))],
            excluded, standing.FindAll(it => there.Contains(it.Member)), standing.FindAll(it => !there.Contains(it.Member)), run.Rules ?? campaign.Rules);
    }

    /// <summary>What stands; in a part of a run that of its district's households.</summary>
    async Task<List<StandingPair>> StandingAsync(PairingRun run, CancellationToken stop)
    {
        var all = db.Pairings.Where(it => it.Campaign == run.Campaign && it.Until == null);
        var (from, until) = (run.Area, Scope.Until(run.Area));
        if (run.Parent is not null) all = all.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        return await all.Select(it => new StandingPair(it.Id, it.Household, it.Member, it.Stage, true)).ToListAsync(stop);
    }

    /// <summary>Who of the members helps somebody who takes no part, and at how many of their seats.</summary>
    async Task<Dictionary<string, int>> ElsewhereAsync(PairingRun run, IQueryable<Member> eligible, List<StandingPair> aside, CancellationToken stop)
    {
        var elsewhere = await InOtherDistrictsAsync(run, eligible, stop);
        foreach (var it in aside) elsewhere[it.Member] = elsewhere.GetValueOrDefault(it.Member) + (it.Stage == 1 ? 1 : 0);
        return elsewhere;
    }

    async Task<Dictionary<string, int>> InOtherDistrictsAsync(PairingRun run, IQueryable<Member> eligible, CancellationToken stop)
    {
        if (run.Parent is null) return [];
        var (from, until) = (run.Area, Scope.Until(run.Area));
        return await db.Pairings.Where(it => it.Campaign == run.Campaign && it.Until == null && (it.Area.CompareTo(from) < 0 || it.Area.CompareTo(until) >= 0)
                && eligible.Any(member => member.Id == it.Member))
            .GroupBy(it => it.Member).Select(it => new { Member = it.Key, Seats = it.Count(pairing => pairing.Stage == 1) })
            .ToDictionaryAsync(it => it.Member, it => it.Seats, StringComparer.Ordinal, stop);
    }

    async Task<IQueryable<Member>> EligibleAsync(PairingRun run, CampaignCopy campaign, CancellationToken stop) => run.Parent is null
        ? db.EligibleOf(campaign)
        : db.EligibleIn(campaign, run.Area, await db.Runs.Where(it => it.Parent == run.Parent).Select(it => it.Area).ToListAsync(stop));

    /// <summary>
    /// Only what lies within the campaign may be parted: nobody else could be given to those who moved out of it. A second
    /// helper who has no seat here any more gives way.
    /// </summary>
    static List<StandingPair> Unlocked(
        PairingRun run, List<StandingPair> standing, List<MarketHousehold> households, (List<MarketMember> All, HashSet<string> Inside) members)
    {
        var inside = households.Where(it => it.Area.StartsWith(run.Area, StringComparison.Ordinal)).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var outside = members.All.Select(it => it.Id).Where(id => !members.Inside.Contains(id)).ToHashSet(StringComparer.Ordinal);
        return standing.ConvertAll(it => it with { Locked = !inside.Contains(it.Household) || outside.Contains(it.Member) });
    }

    async Task<List<MarketHousehold>> HouseholdsAsync(
        string area, List<StandingPair> standing, Dictionary<string, Coordinates> positions, CancellationToken stop)
    {
        var inside = await db.WithContact(HouseholdsIn(area)).AsNoTracking().Where(it => it.Active).ToListAsync(stop);
        var seen = inside.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var outside = await Chunks.LoadAsync(
            standing.Select(it => it.Household).Where(id => !seen.Contains(id)), ids => db.Households.AsNoTracking().Where(it => ids.Contains(it.Id)), stop);
        return [.. inside.Concat(outside).Select(it => new MarketHousehold(
            it.Id, it.Area, it.Need, it.Needs, positions.TryGetValue(it.Id, out var at) ? at : null))];
    }

    /// <summary>All members of the market, and which of them may help in the campaign; the others stand in a pairing still.</summary>
    async Task<(List<MarketMember> All, HashSet<string> Inside)> MembersAsync(
        PairingRun run, IQueryable<Member> eligible, List<StandingPair> standing, List<StandingPair> aside, CancellationToken stop)
    {
        var elsewhere = await ElsewhereAsync(run, eligible, aside, stop);
        var inside = await Needed(eligible).ToListAsync(stop);
        var seen = inside.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var outside = await Chunks.LoadAsync(
            standing.Select(it => it.Member).Where(id => !seen.Contains(id)), ids => Needed(db.Members.Where(it => ids.Contains(it.Id))), stop);
        var paired = (await db.PairedCommunities.AsNoTracking().Where(it => it.Campaign == run.Campaign && it.Stands).ToListAsync(stop))
            .ToLookup(it => it.Organization, it => it.Area, StringComparer.Ordinal);
        var held = standing.Where(it => it.Stage == 1).CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal);
        // Who may not help here, or no longer, keeps whom it helps and has no further seat; with a second place only it takes
        // no part. Seats that are held for those who take no part are not there.
        var all = inside.Select(it => Of(it, Math.Max(it.Seats - elsewhere.GetValueOrDefault(it.Id), held.GetValueOrDefault(it.Id)), elsewhere.ContainsKey(it.Id)))
            .Concat(outside.Select(it => Of(it, held.GetValueOrDefault(it.Id), elsewhere: false)));
        return ([.. all.Where(it => it.Seats > 0)], seen);

        MarketMember Of(NeededOfMember it, int seats, bool elsewhere) => new(
            it.Id, it.Organization, it.Area, it.Residence, it.Skills, seats, it.Position,
            [.. paired[it.Organization].Distinct().Order(StringComparer.Ordinal)], elsewhere);
    }

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

    async Task<List<(string Area, Coordinates At)>> PointsAsync(string area, CancellationToken stop)
    {
        var (from, until) = (area, Scope.Until(area));
        var points = await db.Organizations.AsNoTracking()
            .Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0 && it.Longitude != null && it.Latitude != null).ToListAsync(stop);
        return points.ConvertAll(it => (it.Area, it.Position!.Value));
    }

    /// <summary>In a part those of its own: a list is a text, and a province has a hundred thousands of them.</summary>
    async Task<List<ChoiceList>> ChoicesAsync(PairingRun run, IQueryable<Member> eligible, IEnumerable<string> outside, CancellationToken stop)
    {
        var all = db.ChoiceLists.AsNoTracking().Where(it => it.Campaign == run.Campaign);
        if (run.Parent is null) return await all.ToListAsync(stop);
        var here = HouseholdsIn(run.Area);
        var own = await all.Where(it => it.Side == MarketSide.Household && here.Any(household => household.Id == it.From)
            || it.Side == MarketSide.Member && eligible.Any(member => member.Id == it.From)).ToListAsync(stop);
        return [.. own, .. await Chunks.LoadAsync(outside, ids => all.Where(it => it.Side == MarketSide.Member && ids.Contains(it.From)), stop)];
    }

    IQueryable<HouseholdCopy> HouseholdsIn(string area)
    {
        var (from, until) = (area, Scope.Until(area));
        return db.Households.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
    }

    async Task<List<(string, string)>> ExcludedAsync(PairingRun run, CancellationToken stop)
    {
        var (exclusions, barred) = (db.Exclusions.Where(it => it.Campaign == run.Campaign), db.BarredFrom(run));
        if (run.Parent is not null)
        {
            var here = HouseholdsIn(run.Area);
            exclusions = exclusions.Where(it => here.Any(household => household.Id == it.Household));
            barred = barred.Where(it => here.Any(household => household.Id == it.Household));
        }
        var excluded = await exclusions.Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        var again = await barred.Select(it => new { it.Household, it.Member }).ToListAsync(stop);
        return [.. excluded.Concat(again).Select(it => (it.Household, it.Member)).Distinct()];
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
