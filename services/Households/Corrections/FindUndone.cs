using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Finds the rows of a push that say again what a correction has put right, or leave out what a merge has brought: taken, they
/// would quietly undo it. Costs a push one look by an index of the corrections that are watched.
/// </summary>
sealed class FindUndone(HouseholdsStore db, LoadKnown known, FindNeedRule rules, Keys keys)
{
    /// <param name="present">the households that rows ask for, as they are</param>
    public async Task<Undone> RunAsync(IReadOnlyList<AskingRow> asking, IReadOnlyDictionary<string, Household> present, CancellationToken stop)
    {
        var watched = await WatchedAsync(asking.Where(it => it.Brief is not null && it.Entry.End is null).Select(it => it.Row.Id), stop);
        var merged = present.Values.Where(it => it.IsJustMerged).Select(it => it.Id).ToHashSet(StringComparer.Ordinal);
        if (watched.Count == 0 && merged.Count == 0) return Undone.Nothing;
        var trial = await known.ByIdAsync(watched.Select(it => it.Key).Concat(merged), stop); // changed to see what would be, and thrown away
        var rule = await rules.InForceAsync(stop);
        var (households, confirmed) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<Correction>());
        foreach (var (_, row, entry, _) in asking.Where(it => trial.ContainsKey(it.Row.Id) && it.Entry.End is null))
        {
            var before = trial[row.Id].State();
            trial[row.Id].TakePushed(entry, row.Everyone, rule, keys, new Source("", db.Now));
            var after = trial[row.Id].State();
            if (merged.Contains(row.Id) && LeavesOut(before, after)) households[row.Id] = "undoes-merge";
            foreach (var correction in watched[row.Id])
                if (correction.Guarded.Any(it => it.IsUndone(before, after))) households[row.Id] = "undoes-correction";
                else if (correction.Guarded.Where(it => it.IsSpokenOf(before, row.Everyone)).Select(it => it.Name).ToArray() is { Length: > 0 } said)
                {
                    correction.Unguard(said);
                    confirmed.Add(correction);
                }
        }
        return new Undone(households, confirmed);
    }

    /// <summary>Whether a person, a need or a category is there no longer.</summary>
    static bool LeavesOut(HouseholdState before, HouseholdState after) =>
        before.Persons.Any(it => !after.Persons.Any(other => other.Number == it.Number)) || before.Needs.Except(after.Needs).Any()
        || HeldCategory.Read(before.Held).Where(it => it.Holds).Select(it => (it.Person, it.Code))
            .Except(HeldCategory.Read(after.Held).Where(it => it.Holds).Select(it => (it.Person, it.Code))).Any();

    /// <summary>A source says what a correction says, or something newer: from now on it is the source's word.</summary>
    public Task UnguardAsync(Undone found, IReadOnlySet<string> taken, CancellationToken stop) =>
        db.PutManyAsync(found.Confirmed.Where(it => taken.Contains(it.Household) && !found.Households.ContainsKey(it.Household)).ToList(), stop);

    /// <summary>Somebody has let a row take effect, whatever it undoes.</summary>
    public async Task UnguardAsync(Household household, CancellationToken stop)
    {
        var present = household.State();
        var guarding = (await WatchedAsync([household.Id], stop))[household.Id].ToList();
        foreach (var it in guarding) it.Unguard([.. it.Guarded.Where(field => field.In(present) != field.Value).Select(field => field.Name)]);
        await db.PutManyAsync(guarding, stop);
    }

    async Task<ILookup<string, Correction>> WatchedAsync(IEnumerable<string> households, CancellationToken stop)
    {
        var found = new List<Correction>();
        foreach (var ids in households.Chunk(10 * Packets.Most))
            // Past filters: a correction that is done stays in the area where its household was then.
            found.AddRange(await db.Corrections.IgnoreQueryFilters().AsNoTracking().Where(it => it.Guards != null && ids.Contains(it.Household)).ToListAsync(stop));
        return found.ToLookup(it => it.Household, StringComparer.Ordinal);
    }
}

/// <param name="Households">those of which a row would undo a correction or a merge, and the rule that says so</param>
/// <param name="Confirmed">corrections of which some fields are the source's word once its row is taken; changed, and not saved</param>
sealed record Undone(IReadOnlyDictionary<string, string> Households, IReadOnlyList<Correction> Confirmed)
{
    public static readonly Undone Nothing = new(new Dictionary<string, string>(), []);
}
