using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Takes ranked choices of both sides. The rows of one who chooses replace that one's whole list.</summary>
sealed class ImportChoices(MembersStore db)
{
    const string file = "choices.csv";
    static readonly Columns columns = Columns.Of("from", "to", "rank");

    readonly Dictionary<string, Party> parties = new(StringComparer.Ordinal);

    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<ImportReceipt> RunAsync(string campaign, Stream body, bool partial, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var list = await CsvList.ReadAsync(body, file, columns, stop);
        await using var turn = await Turn.TakeAsync(db, stop);
        await LoadPartiesAsync(list, stop);
        var rows = Read(list);
        if (!partial) list.Faults.ThrowIfAny();
        var (added, changed) = await TakeAsync(campaign, rows, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new(list.Count, added, changed, rows.Count - added - changed, list.Faults.Count, ListedFault.From(list.Faults), []);
    }

    async Task LoadPartiesAsync(CsvList list, CancellationToken stop)
    {
        var ids = list.Rows.SelectMany(it => new[] { it["from"], it["to"] }).ToList();
        foreach (var party in await db.PartiesAsync(ids, stop)) parties[party.Id] = party;
    }

    /// <summary>The rows without a fault; faults are added in the order of the lines.</summary>
    List<(string From, RankedChoice Choice)> Read(CsvList list)
    {
        var read = list.Rows.Select(row => (Row: row, From: row.Id("from"), To: row.Id("to"), Rank: row.Number("rank", int.MinValue, int.MaxValue, empty: null)))
            .Where(it => it.From is not null && it.To is not null && it.Rank is not null)
            .Select(it => (it.Row, From: it.From!, Choice: new RankedChoice(it.To!, it.Rank!.Value))).ToList();
        var broken = new List<(CsvRow Row, string Field, string Rule)>();
        var good = new List<(string, RankedChoice)>(read.Count);
        foreach (var mine in read.GroupBy(it => it.From, StringComparer.Ordinal))
        {
            var rows = mine.ToList();
            if (WhyNot(mine.Key) is { } rule)
            {
                broken.AddRange(rows.Select(it => (it.Row, "from", rule)));
                continue;
            }
            var faults = ChoiceList.Faults(mine.Key, parties[mine.Key].Side, rows.ConvertAll(it => it.Choice), SideOf).ToList();
            broken.AddRange(faults.Select(it => (rows[it.At].Row, it.Field, it.Rule)));
            var bad = faults.Select(it => it.At).ToHashSet();
            good.AddRange(rows.Where((_, at) => !bad.Contains(at)).Select(it => (it.From, it.Choice)));
        }
        foreach (var (row, field, rule) in broken.OrderBy(it => it.Row.Line)) row.Fault(field, rule);
        return good;
    }

    /// <summary>The rule by which this one's list cannot be taken from the caller, or null.</summary>
    string? WhyNot(string from)
    {
        if (!parties.TryGetValue(from, out var party)) return "from-is-known";
        return party.Area.StartsWith(db.Caller.Area, StringComparison.Ordinal) ? null : "area-in-scope";
    }

    MarketSide? SideOf(string id) => parties.TryGetValue(id, out var party) ? party.Side : null;

    async Task<(int Added, int Changed)> TakeAsync(string campaign, List<(string From, RankedChoice Choice)> rows, CancellationToken stop)
    {
        var known = await LoadChunks.OfAsync(
            rows.Select(it => it.From), ids => db.ChoiceLists.Where(it => it.Campaign == campaign && ids.Contains(it.From)), stop);
        var lists = known.ToDictionary(it => it.From, StringComparer.Ordinal);
        var (added, changed) = (0, 0);
        foreach (var mine in rows.GroupBy(it => it.From, it => it.Choice, StringComparer.Ordinal))
        {
            var isNew = !lists.TryGetValue(mine.Key, out var list);
            if (isNew) db.Add(list = parties[mine.Key].NewList(campaign));
            if (!list!.Replace(mine)) continue;
            if (isNew) added += mine.Count();
            else changed += mine.Count();
        }
        return (added, changed);
    }
}
