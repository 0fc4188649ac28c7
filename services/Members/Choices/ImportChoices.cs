using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Takes ranked choices of both sides. The rows of one who chooses replace that one's whole list. Members and households
/// have ids of their own: where one id stands on both sides, the one chosen tells who chooses.
/// </summary>
sealed class ImportChoices(MembersStore db)
{
    const string file = "choices.csv";
    static readonly Columns columns = Columns.Of("from", "to", "rank");

    Parties parties = new([]);

    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<ImportReceipt> RunAsync(string campaign, Stream body, bool partial, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var list = await CsvList.ReadAsync(body, file, columns, stop);
        list.ThrowIfUnreadable();
        await using var turn = await Turn.TakeAsync(db, stop);
        parties = await db.PartiesAsync(list.Rows.SelectMany(it => new[] { it["from"], it["to"] }), stop);
        var rows = Read(list);
        if (!partial) list.Faults.ThrowIfAny();
        var (added, changed) = await TakeAsync(campaign, rows, stop);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new(list.Count, added, changed, rows.Count - added - changed, list.Faults.Count, ListedFault.From(list.Faults), []);
    }

    /// <summary>The rows without a fault.</summary>
    List<(Party From, RankedChoice Choice)> Read(CsvList list)
    {
        var read = new List<(CsvRow Row, Party From, RankedChoice Choice)>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            var (from, to, rank) = (row.Id("from"), row.Id("to"), row.Number("rank", int.MinValue, int.MaxValue, empty: null));
            if (from is null || to is null || rank is null) continue;
            var (chooser, rule) = Chooser(from, to);
            if (chooser is null) row.Fault("from", rule);
            else read.Add((row, chooser, new RankedChoice(to, rank.Value)));
        }
        var good = new List<(Party, RankedChoice)>(read.Count);
        foreach (var mine in read.GroupBy(it => it.From))
        {
            var rows = mine.ToList();
            var faults = ChoiceList.Faults(mine.Key, rows.ConvertAll(it => it.Choice), parties).ToList();
            foreach (var (at, field, rule) in faults) rows[at].Row.Fault(field, rule);
            var bad = faults.Select(it => it.At).ToHashSet();
            good.AddRange(rows.Where((_, at) => !bad.Contains(at)).Select(it => (it.From, it.Choice)));
        }
        return good;
    }

    /// <summary>Who chooses by this row, or the rule by which nobody does.</summary>
    (Party? Chooser, string Rule) Chooser(string from, string to)
    {
        var known = parties.Of(from).ToList();
        if (known.Count == 0) return (null, "from-is-known");
        var own = known.FindAll(it => it.Area.StartsWith(db.Caller.Area, StringComparison.Ordinal));
        if (own.Count == 0) return (null, "area-in-scope");
        var able = own.FindAll(it => parties.Knows(to, it.OtherSide));
        return able.Count > 1 ? (null, "ids-tell-the-market") : (able.FirstOrDefault() ?? own[0], "");
    }

    async Task<(int Added, int Changed)> TakeAsync(string campaign, List<(Party From, RankedChoice Choice)> rows, CancellationToken stop)
    {
        var known = await Chunks.LoadAsync(
            rows.Select(it => it.From.Id), ids => db.ChoiceLists.Where(it => it.Campaign == campaign && ids.Contains(it.From)), stop);
        var lists = known.ToDictionary(it => (it.From, it.Side));
        var (added, changed) = (0, 0);
        foreach (var mine in rows.GroupBy(it => it.From, it => it.Choice))
        {
            var isNew = !lists.TryGetValue((mine.Key.Id, mine.Key.Side), out var list);
            if (isNew) db.Add(list = mine.Key.NewList(campaign));
            if (!list!.Replace(mine)) continue;
            if (isNew) added += mine.Count();
            else changed += mine.Count();
        }
        return (added, changed);
    }
}
