using System.Globalization;
using Defaults;

namespace Households;

/// <summary>
/// What rows of a push say of days past that the history of their households does not know: whatever the order in which lists come,
/// the history ends the same.
/// </summary>
sealed class KeepLate(HouseholdsStore db, LoadKnown known, LoadStory stories, Keys keys)
{
    /// <summary>Says to each late row what becomes of it; nothing is saved.</summary>
    /// <returns>what is to be kept, and the households that know more of their past by it</returns>
    public async Task<(IReadOnlyList<LateStatement> Statements, IReadOnlyList<Household> Learnt)> FindAsync(
        Batch batch, Stretch stretch, NeedRule rule, CancellationToken stop)
    {
        if (stretch.Late.Count == 0) return ([], []);
        var (statements, learnt) = (new List<LateStatement>(), new List<Household>());
        var households = await known.ByIdAsync(stretch.Late.Select(it => it.Row.Id), stop);
        var parts = (await stories.PartsAsync([.. households.Values], stop)).ToDictionary(it => it.Household.Id, StringComparer.Ordinal);
        foreach (var row in stretch.Late)
        {
            var (household, states, late) = parts[row.Row.Id];
            if (late.Any(it => it.Day == row.Entry.AsOf && it.Said == row.Entry.Said)) continue;
            var before = Story.Of(states, late, keys);
            var (entry, lastPerson) = Numbered(row, before, household.LastPerson);
            var statement = new LateStatement
            {
                Household = household.Id, Day = entry.AsOf, Said = entry.Said!, Area = household.Area, RecordedAt = db.Now, Everyone = row.Row.Everyone, Entry = entry,
                Origin = string.Create(CultureInfo.InvariantCulture, $"push/{batch.Id}/{row.Row.Line}"),
                Need = rule.Points(Codes.InOrder(entry.Categories.Concat(entry.Persons.SelectMany(it => it.Categories)), Codes.Categories), entry.Needs),
            };
            var after = Story.Of(states, [.. late, statement], keys);
            if (Story.IsSame(before, after)) continue;
            statements.Add(statement);
            stretch.TellLate(row, kept: true);
            if (household.Learn(after[0].Days[0], HeldCategory.Read(after[^1].State.Held), lastPerson)) learnt.Add(household);
        }
        return (statements, learnt);
    }

    /// <summary>Each person under the number by which the household knows that person on any day; a number for each who is new.</summary>
    static (HouseholdEntry Entry, int LastPerson) Numbered(AskingRow row, IReadOnlyList<KnownState> story, int lastPerson)
    {
        var entry = row.Entry.Recognise(story.Reverse().SelectMany(it => it.State.Persons).DistinctBy(it => it.Number));
        return (entry with { Persons = [.. entry.Persons.Select(it => it.Number is null ? it with { Number = ++lastPerson } : it)] }, lastPerson);
    }
}
