using Defaults;

namespace Households;

/// <summary>
/// Takes in a list of households: all of it or, with <c>partial</c>, its good rows where there are any to read. The same list again changes nothing,
/// and an older as-of never overwrites a newer one.
/// </summary>
sealed class ImportHouseholds(HouseholdsStore db, LoadKnown known, FindNeedRule rules, FindCodes codes, Keys keys)
{
    const string File = "households.csv";

    public async Task<ImportReceipt> RunAsync(Stream body, bool partial, CancellationToken stop)
    {
        var list = await CsvList.ReadAsync(body, File, HouseholdRow.Columns, stop);
        list.ThrowIfUnreadable();
        await using var turn = await Turn.TakeAsync(db, stop);
        var communities = await known.CommunitiesAsync(list.Rows.Select(row => row["area"]), stop);
        var before = await known.ByIdAsync(list.Rows.Select(row => row["id"]), stop);
        var listed = Listed(list, communities, await codes.ListsAsync(stop), before);
        if (!partial) list.Faults.ThrowIfAny();

        var warnings = new ImportWarnings();
        var (added, changed, confirmed) = Apply(listed, before, await rules.InForceAsync(stop), warnings);
        var moved = added.Concat(changed).Where(it => it.IsMoved).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        await known.WarnAsync(warnings, listed, moved.Contains, everyone: false, stop);
        db.Record(new AuditedAct(AuditedAct.Write, "import", "register", db.Caller.Area)
        {
            Detail = $"added={added.Count} changed={changed.Count} unchanged={listed.Count - added.Count - changed.Count} rejected={list.Count - listed.Count}",
        });
        db.AnnounceChanged(added.Concat(changed));
        await db.SaveManyAsync(added, changed, stop);
        await db.ConfirmAsync(confirmed, stop);
        await turn.CommitAsync(stop);
        return new ImportReceipt(
            list.Count, added.Count, changed.Count, listed.Count - added.Count - changed.Count, list.Faults.Count, ListedFault.From(list.Faults),
            warnings.Told(File));
    }

    (List<Household> Added, List<Household> Changed, List<Household> Confirmed) Apply(
        IReadOnlyList<ListedHousehold> listed, IReadOnlyDictionary<string, Household> before, NeedRule rule, ImportWarnings warnings)
    {
        var (added, changed, confirmed) = (new List<Household>(), new List<Household>(), new List<Household>());
        var source = new Source("list/" + db.Caller.Subject, db.Now);
        foreach (var (line, entry) in listed)
        {
            if (!before.TryGetValue(entry.Id, out var household)) added.Add(Household.Enter(entry, rule, keys, source));
            else if (household.IsOlder(entry.AsOf)) warnings.Add(line, "as_of", "older-as-of");
            else if (household.MergedInto is not null) warnings.Add(line, "id", "household-was-merged");
            else
                switch (household.Take(entry, everyone: false, rule, keys, source))
                {
                    case Taken.Changed: changed.Add(household); break;
                    case Taken.Confirmed: confirmed.Add(household); break;
                }
        }
        return (added, changed, confirmed);
    }

    /// <summary>The rows that follow every rule. An id that stands twice is a fault of both lines, and neither is taken.</summary>
    List<ListedHousehold> Listed(CsvList list, Communities communities, CodeLists lists, IReadOnlyDictionary<string, Household> before)
    {
        var times = list.Rows.CountBy(row => row["id"], StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var listed = new List<ListedHousehold>(list.Rows.Count);
        foreach (var row in list.Rows)
        {
            var id = row["id"];
            var entry = HouseholdRow.Read(row, list.Faults, communities, lists, db.Today);
            var once = times[id] == 1 || id.Length == 0;
            if (!once) row.Fault("id", "id-is-unique");
            var own = !before.TryGetValue(id, out var household) || communities.Reaches(household.Area);
            if (!own) row.Fault("id", "area-in-scope");
            var gone = own && household?.AnonymisedAt is not null;
            if (gone) row.Fault("id", "household-was-anonymised");
            if (entry is null || !once || !own || gone) continue;
            var lapsed = lists.Lapsed(entry, household);
            foreach (var it in lapsed) row.Fault(it.Field, it.Rule);
            if (lapsed.Count == 0) listed.Add(new ListedHousehold(row.Line, entry));
        }
        return listed;
    }
}
