using Contracts;
using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Takes a list of divisions: adds, renames, reopens, and with <c>replace</c> ends those that are missing.</summary>
sealed class ImportAreas(OrganizationsStore db)
{
    /// <summary>A list that is the first of its area holds for all of the past that anybody will ask about.</summary>
    static readonly DateOnly always = new(1949, 10, 1);

    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    public async Task<ImportReceipt> RunAsync(Stream body, DateOnly? on, bool replace, bool partial, CancellationToken stop)
    {
        var read = await CsvList.ReadAsync(body, AreaList.File, AreaList.Columns, stop);
        read.ThrowIfUnreadable();
        var list = new AreaList(read);
        if (replace && (partial || list.Count == 0)) throw new InvalidException("replace", "replace-takes-a-whole-list");
        return await db.InTurnAsync(() => TakeAsync(list, on, replace, partial, stop), stop);
    }

    async Task<ImportReceipt> TakeAsync(AreaList list, DateOnly? on, bool replace, bool partial, CancellationToken stop)
    {
        var range = replace ? list.Codes.With(db.Caller.Area) : list.Codes;
        var stored = await LoadAsync(range, list, stop);
        var day = on ?? (await IsFirstAsync(stop) ? always : db.Today);
        list.Judge(Lasting(stored, list, day, replace), row => MayTake(row, stored), partial);
        var changes = new AreaChanges(day, db.Today, list);
        foreach (var row in list.Sound) changes.Take(row, stored.GetValueOrDefault((row.Code, row.Level)), db.Caller.Covers(row.Code));
        if (replace)
            foreach (var area in stored.Values.Where(area => IsMissing(area, list, day))) changes.End(area);
        if (!partial) list.Faults.ThrowIfAny();
        await SaveAsync(changes.Made, stop);
        await WarnOfStrandedAsync(changes.Made.Where(area => area.ValidTo is not null), list.Warnings, stop);
        return new ImportReceipt(list.Count, changes.Added, changes.Changed, changes.Unchanged, list.Faults.Count,
            ListedFault.From(list.Faults), ListedFault.From(list.Warnings));
    }

    async Task<Dictionary<(string, AreaLevel), Area>> LoadAsync(CodeRange range, AreaList list, CancellationToken stop)
    {
        // Of several periods the last one read, which is the latest, stays.
        var all = db.Areas.IgnoreQueryFilters().AsNoTracking().OrderBy(area => area.ValidFrom);
        var stored = new Dictionary<(string, AreaLevel), Area>();
        await foreach (var area in all.Where(area => area.Code.CompareTo(range.From) >= 0 && area.Code.CompareTo(range.Until) < 0)
            .AsAsyncEnumerable().WithCancellation(stop))
            stored[(area.Code, area.Level)] = area;
        foreach (var codes in list.ForeignParents.Where(code => !code.StartsWith(range.From, StringComparison.Ordinal)).Chunk(Packets.Most))
            await foreach (var area in all.Where(area => codes.Contains(area.Code)).AsAsyncEnumerable().WithCancellation(stop))
                stored[(area.Code, area.Level)] = area;
        return stored;
    }

    async Task<bool> IsFirstAsync(CancellationToken stop)
    {
        var inside = new CodeRange(db.Caller.Area);
        return !await db.Areas.IgnoreQueryFilters()
            .AnyAsync(area => area.Code.CompareTo(inside.From) >= 0 && area.Code.CompareTo(inside.Until) < 0, stop);
    }

    /// <summary>What a row may lean on besides the list's own rows: stored divisions that will still hold.</summary>
    Dictionary<(string, AreaLevel), Area> Lasting(Dictionary<(string, AreaLevel), Area> stored, AreaList list, DateOnly day, bool replace) =>
        stored.Where(it => (it.Value.ValidTo is null || day < it.Value.ValidTo) && !(replace && IsMissing(it.Value, list, day))).ToDictionary();

    bool IsMissing(Area area, AreaList list, DateOnly day) =>
        db.Caller.Covers(area.Code) && (area.ValidTo is null || day < area.ValidTo) && !list.Names(area.Code, area.Level);

    /// <summary>A list names what its area lies in, so that may be new; what is stored of it stays as it is.</summary>
    bool MayTake(AreaRow row, Dictionary<(string, AreaLevel), Area> stored) =>
        db.Caller.Covers(row.Code)
        || db.Caller.Reach == Reach.Area && db.Caller.Area.StartsWith(AreaCode.Prefix(row.Code, row.Level), StringComparison.Ordinal)
            && (!stored.TryGetValue((row.Code, row.Level), out var area) || area.ValidTo is null);

    /// <summary>Organizations stay where they are when their division ends; a run leaves them out until they are moved.</summary>
    async Task WarnOfStrandedAsync(IEnumerable<Area> ended, Faults warnings, CancellationToken stop)
    {
        foreach (var codes in ended.Select(area => area.Code).Distinct(StringComparer.Ordinal).Chunk(Packets.Most))
            foreach (var code in await db.Units.IgnoreQueryFilters().Where(unit => codes.Contains(unit.Area)).Select(unit => unit.Area).Distinct().Order().ToListAsync(stop))
                warnings.Add(0, code, "organizations-stand-there"); // no line of the list names what it leaves out
    }

    /// <summary>Facts are saved as they come: those of a national list together would fill the memory.</summary>
    async Task SaveAsync(IReadOnlyList<Area> made, CancellationToken stop)
    {
        await db.PutManyAsync(made, stop);
        foreach (var packet in made.Chunk(Packets.Most))
        {
            db.Announce(new AreasChanged([.. packet.Select(area => area.AsFact())]));
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
    }
}
