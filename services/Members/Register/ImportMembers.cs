using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Takes a list of in-service members: who left before is in service again. With faults nothing is applied, unless the caller wants the good rows to land. A list that
/// says what is known changes and tells nothing.
/// </summary>
sealed class ImportMembers(MembersStore db)
{
    readonly Faults warnings = new(MemberRow.File);
    readonly Dictionary<string, Member> moved = new(StringComparer.Ordinal);
    readonly List<Member> added = [], told = [];

    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    public async Task<ImportReceipt> RunAsync(Stream body, bool partial, CancellationToken stop)
    {
        var list = await CsvList.ReadAsync(body, MemberRow.File, MemberRow.Columns, stop);
        list.ThrowIfUnreadable();
        await using var turn = await Turn.TakeAsync(db, stop);
        var around = await LookAroundAsync(list, stop);
        var known = await Chunks.LoadAsync(list.Rows.Select(it => it["id"]), ids => db.Members.Where(it => ids.Contains(it.Id)), stop);
        var stored = known.ToDictionary(it => it.Id, StringComparer.Ordinal);
        var filled = await FilledSeatsAsync(stored, stop);
        var good = new List<MemberRow>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            var before = list.Faults.Count;
            var read = MemberRow.Read(row, around);
            var member = read is null ? null : stored.GetValueOrDefault(read.Id);
            if (read is not null && !around.Skills.MayBeNamed(read.Skills, member?.Skills ?? [])) row.Fault("skills", "skill-holds-today");
            if (member is not null) Judge(row, read!, member, around, filled);
            if (list.Faults.Count == before) good.Add(read!);
        }
        if (!partial) list.Faults.ThrowIfAny();
        foreach (var row in good) Take(row, stored.GetValueOrDefault(row.Id), around.Organizations[row.Organization]);
        await WarnAsync(good, stop);
        await FollowAsync(stop);
        foreach (var packet in told.Chunk(500)) db.Announce(new MembersChanged([.. packet.Select(it => it.AsFact())]));
        await db.AddManyAsync(added, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new(list.Count, added.Count, told.Count - added.Count, good.Count - told.Count, list.Faults.Count,
            ListedFault.From(list.Faults), ListedFault.From(warnings));
    }

    async Task<MemberSurroundings> LookAroundAsync(CsvList list, CancellationToken stop)
    {
        var twice = list.Rows.CountBy(it => it["id"]).Where(it => it.Value > 1 && it.Key != "").Select(it => it.Key);
        var organizations = await Chunks.LoadAsync(
            list.Rows.Select(it => it["organization"]), ids => db.Organizations.AsNoTracking().Where(it => ids.Contains(it.Id)), stop);
        var areas = await Chunks.LoadAsync(list.Rows.Select(it => it["area"]), ids => db.Areas.AsNoTracking().Where(it => ids.Contains(it.Id)), stop);
        return new(db.Caller, db.Today, twice.ToHashSet(StringComparer.Ordinal), await db.SkillsAsync(stop),
            organizations.ToDictionary(it => it.Id, it => it.Area, StringComparer.Ordinal),
            areas.Where(it => it.IsValidOn(db.Today)).Select(it => it.Id).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>How many seats the standing pairings of each stored member take, in the campaign where they take most.</summary>
    async Task<Dictionary<string, int>> FilledSeatsAsync(Dictionary<string, Member> stored, CancellationToken stop)
    {
        var standing = await Chunks.LoadAsync(
            stored.Keys, ids => db.Pairings.AsNoTracking().Where(it => it.Until == null && it.Stage == 1 && ids.Contains(it.Member)), stop);
        return standing.CountBy(it => (it.Member, it.Campaign)).GroupBy(it => it.Key.Member, StringComparer.Ordinal)
            .ToDictionary(it => it.Key, it => it.Max(campaign => campaign.Value), StringComparer.Ordinal);
    }

    static void Judge(CsvRow row, MemberRow read, Member member, MemberSurroundings around, Dictionary<string, int> filled)
    {
        if (around.Outside(member.Organization, member.Area) is { } rule) row.Fault("id", rule);
        if (read.Seats < filled.GetValueOrDefault(read.Id)) row.Fault("seats", "seats-hold-standing-pairings");
    }

    void Take(MemberRow row, Member? member, string area)
    {
        if (member is null)
        {
            member = new Member { Id = row.Id, Name = row.Name, Organization = row.Organization, Area = area, Residence = row.Residence };
            added.Add(member);
        }
        else if (Says(row, member)) return;
        if (member.Organization != row.Organization) moved.Add(member.Id, member);
        if (member.IdNumber != row.IdNumber || member.Version == 0)
            member.IdNumberHash = HashOf(row);
        (member.Name, member.IdNumber, member.Phone) = (row.Name, row.IdNumber, row.Phone);
        (member.Organization, member.Area, member.Residence) = (row.Organization, area, row.Residence);
        (member.Position, member.Skills, member.Seats, member.InService) = (row.Position, row.Skills, row.Seats, true);
        told.Add(member);
    }

    string? HashOf(MemberRow row) => row.IdNumber == "" ? null : db.Sealing.Hash("id-number", row.IdNumber);

    static bool Says(MemberRow row, Member member) =>
        member.InService && member.Name == row.Name && member.IdNumber == row.IdNumber && member.Phone == row.Phone
        && member.Organization == row.Organization && member.Residence == row.Residence && member.Position == row.Position
        && member.Skills.SequenceEqual(row.Skills) && member.Seats == row.Seats;

    /// <summary>What is accepted and should be looked at: points far from the others, and one number on several ids.</summary>
    async Task WarnAsync(List<MemberRow> good, CancellationToken stop)
    {
        var listed = good.Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        var neighbours = await Chunks.LoadAsync(
            good.Where(it => it.Position is not null).Select(it => it.Residence),
            areas => db.Members.Where(it => areas.Contains(it.Residence)).Select(it => new { it.Id, it.Residence, it.Position }), stop);
        var points = good.Where(it => it.Position is not null).Select(it => (Row: (MemberRow?)it, it.Residence, it.Position!.Value))
            .Concat(neighbours.Where(it => it.Position is not null && !listed.Contains(it.Id)).Select(it => ((MemberRow?)null, it.Residence, it.Position!.Value)));
        var far = FarPoints.Among(points).Where(it => it is not null).Select(it => (it!.Line, "longitude", "far-from-other-points"));
        var numbered = good.Where(it => it.IdNumber != "").ToLookup(it => HashOf(it)!, StringComparer.Ordinal);
        var holders = await Chunks.LoadAsync(
            numbered.Select(it => it.Key), hashes => db.Members.Where(it => hashes.Contains(it.IdNumberHash!)).Select(it => new { it.Id, it.IdNumberHash }), stop);
        var elsewhere = holders.Where(it => !listed.Contains(it.Id)).Select(it => it.IdNumberHash!).ToHashSet(StringComparer.Ordinal);
        var shared = numbered.Where(it => it.Skip(1).Any() || elsewhere.Contains(it.Key)).SelectMany(it => it)
            .Select(it => (it.Line, "id_number", "id-number-stands-once"));
        foreach (var (line, field, rule) in far.Concat(shared).OrderBy(it => it)) warnings.Add(line, field, rule);
    }

    /// <summary>Who changed organizations takes standing pairings along.</summary>
    async Task FollowAsync(CancellationToken stop)
    {
        if (moved.Count == 0) return;
        var pairings = await Chunks.LoadAsync(moved.Keys, ids => db.Pairings.Where(it => it.Until == null && ids.Contains(it.Member)), stop);
        foreach (var pairing in pairings) pairing.Organization = moved[pairing.Member].Organization;
        db.TellPairings(pairings);
    }
}
