using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds two households, both of the caller's area.</summary>
sealed class FindPair(HouseholdsStore db, LoadVerdicts verdicts, FindCodes codes)
{
    /// <summary>What speaks for and against their being one, as they are now, masked.</summary>
    public async Task<DuplicateView> ShowAsync(string one, string other, CancellationToken stop)
    {
        var pair = HouseholdPair.Of(one, other);
        var (first, second) = await BothAsync(pair, stop);
        var score = DuplicateScore.Of(KeyedHousehold.Of(first), KeyedHousehold.Of(second));
        var verdict = await verdicts.FindAsync(pair, stop);
        var categories = (await codes.ListsAsync(stop)).Categories;
        return new DuplicateView(HouseholdView.Of(first, categories), HouseholdView.Of(second, categories), score.Points, score.Lines, verdict is null ? null : VerdictView.Of(verdict, db.Sealing));
    }

    /// <summary>In the order of the pair, to be changed.</summary>
    /// <exception cref="MissingException">when one of them is not there, or not the caller's to see</exception>
    public async Task<(Household One, Household Other)> BothAsync(HouseholdPair pair, CancellationToken stop)
    {
        var found = await db.Households.Include(it => it.Persons).Where(it => it.Id == pair.One || it.Id == pair.Other).ToDictionaryAsync(it => it.Id, StringComparer.Ordinal, stop);
        return (Missing.IfNull(found.GetValueOrDefault(pair.One), "household-is-known"), Missing.IfNull(found.GetValueOrDefault(pair.Other), "household-is-known"));
    }

    public async Task<IReadOnlyDictionary<string, Household>> ByIdAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToArray();
        return await db.Households.AsNoTracking().AsSplitQuery().Include(it => it.Persons).Where(it => wanted.Contains(it.Id)).ToDictionaryAsync(it => it.Id, StringComparer.Ordinal, stop);
    }
}
