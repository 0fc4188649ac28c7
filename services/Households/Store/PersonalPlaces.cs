using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Where something personal of a household is kept beside its own row, and how it goes: the one list by which households are
/// anonymised and by which that is verified. A table with a sealed column stands here or in <see cref="Elsewhere"/>. Erased past the
/// caller's area: what was said of a household may lie where it lived before.
/// </summary>
static class PersonalPlaces
{
    /// <summary>Its own row, whose noun clears it (<see cref="Household.Anonymise"/>).</summary>
    public static readonly PersonalPlace Own = new(
        "households", (_, _, _) => Task.FromResult(0),
        db => db.Households.Where(it => it.Address != null || it.AddressHash > 0 || it.Position != null || it.Said != null).Select(it => it.Id));

    public static readonly IReadOnlyList<PersonalPlace> Beside =
    [
        new("persons", (db, ids, stop) => db.Persons.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop), db => db.Persons.Select(it => it.Household)),
        new("former_states", (db, ids, stop) => db.FormerStates.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop), db => db.FormerStates.Select(it => it.Household)),
        new("late_statements", (db, ids, stop) => db.LateStatements.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop), db => db.LateStatements.Select(it => it.Household)),
        new("parked_rows", (db, ids, stop) => db.ParkedRows.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop), db => db.ParkedRows.Select(it => it.Household)),
        // First who hears of them, whose rows name no household.
        new("corrections", async (db, ids, stop) =>
        {
            await db.CorrectionAskers.IgnoreQueryFilters().Where(it => db.Corrections.Any(one => one.Id == it.Correction && ids.Contains(one.Household))).ExecuteDeleteAsync(stop);
            return await db.Corrections.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).ExecuteDeleteAsync(stop);
        }, db => db.Corrections.Select(it => it.Household)),
        new("duplicate_candidates", (db, ids, stop) => db.Candidates.IgnoreQueryFilters().Where(it => ids.Contains(it.One) || ids.Contains(it.Other)).ExecuteDeleteAsync(stop),
            db => db.Candidates.Select(it => it.One).Concat(db.Candidates.Select(it => it.Other))),
        new("duplicate_verdicts", (db, ids, stop) => db.Verdicts.IgnoreQueryFilters().Where(it => ids.Contains(it.One) || ids.Contains(it.Other)).ExecuteDeleteAsync(stop),
            db => db.Verdicts.Select(it => it.One).Concat(db.Verdicts.Select(it => it.Other))),
        // That it was asked, and what it said, stays to be counted.
        new("consent_records", (db, ids, stop) => db.ConsentRecords.IgnoreQueryFilters().Where(it => ids.Contains(it.Household) && it.Evidence != null).ExecuteUpdateAsync(change => change.SetProperty(it => it.Evidence, (string?)null), stop),
            db => db.ConsentRecords.Where(it => it.Evidence != null).Select(it => it.Household)),
        new("export_parts", ExpireExports.RemoveThoseWithAsync, ExpireExports.Holders),
    ];

    /// <summary>Tables with sealed columns of which no row is a household's, and what becomes of these.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["batch_parts"] = "a list of many households as it was handed in; forgotten when it is pushed, given up or cancelled",
        ["batch_stretches"] = "lines of many households; the values in those of one are cleared (ClearReports), all of them after a year",
        ["exports"] = "why a list of many households was asked for and allowed; its file is in export_parts",
        ["audit"] = "notes that name nobody, by the rule note-says-nothing-personal; the chain is over them",
        ["requests"] = "answers to requests, masked; forgotten after fourteen days",
    };
}

/// <param name="Table">its name in the store</param>
/// <param name="Erase">takes away what it holds of these households, in the transaction that is open; how many rows</param>
/// <param name="Holders">a household for each row that holds something of it</param>
sealed record PersonalPlace(string Table, Func<HouseholdsStore, string[], CancellationToken, Task<int>> Erase, Func<HouseholdsStore, IQueryable<string>> Holders);
