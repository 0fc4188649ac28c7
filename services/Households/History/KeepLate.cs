using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// What rows of a push say of days past that the history of their households does not know: whatever the order in which lists come,
/// the history ends the same.
/// </summary>
sealed class KeepLate(HouseholdsStore db, LoadKnown known, LoadStory stories, Keys keys)
{
    /// <summary>Households whose history is opened at a time.</summary>
    const int AtOnce = 500;

    /// <summary>Says to each late row what becomes of it; nothing is saved.</summary>
    /// <returns>what is to be kept, and the households that know more of their past by it</returns>
    public async Task<(IReadOnlyList<LateStatement> Statements, IReadOnlyList<Household> Learnt)> FindAsync(
        Batch batch, Stretch stretch, NeedRule rule, CancellationToken stop)
    {
        if (stretch.Late.Count == 0) return ([], []);
        var (statements, learnt) = (new List<LateStatement>(), new List<Household>());
        foreach (var rows in (await UnheardAsync(stretch.Late, stop)).Chunk(AtOnce))
        {
            var households = await known.ByIdAsync(rows.Select(it => it.Row.Id), stop);
            var parts = (await stories.PartsAsync([.. households.Values], stop)).ToDictionary(it => it.Household.Id, StringComparer.Ordinal);
            foreach (var row in rows)
            {
                var (household, states, late) = parts[row.Row.Id];
                var before = Story.Of(states, late, keys);
                var then = Story.On(before, row.Entry.AsOf);
                if (stretch.RejectsLapsed(row, then?.State) || then is not null && Story.IsDecided(then)) continue;
                var (entry, lastPerson) = Numbered(row, before, household.LastPerson);
                var statement = new LateStatement
                {
                    Household = household.Id, Day = entry.AsOf, Said = entry.Said!, Area = household.Area, RecordedAt = db.Now, Everyone = row.Row.Everyone, Entry = entry,
                    Origin = string.Create(CultureInfo.InvariantCulture, $"push/{batch.Id}/{row.Row.Line}"),
                    Need = rule.Points(Contracts.Aid.InOrder(entry.Categories.Concat(entry.Persons.SelectMany(it => it.Categories))), entry.Needs),
                };
                var after = Story.Of(states, [.. late.Where(it => it.Day != entry.AsOf || it.Said != entry.Said), statement], keys);
                if (Story.IsSame(before, after)) continue;
                statements.Add(statement);
                stretch.TellLate(row, kept: true);
                if (household.Learn(after[0].Days[0], HeldCategory.Read(after[^1].State.Held), lastPerson)) learnt.Add(household);
            }
        }
        return (statements, learnt);
    }

    /// <summary>Without the rows that say what was the last word on their day before; known without opening anything.</summary>
    async Task<IEnumerable<AskingRow>> UnheardAsync(IReadOnlyList<AskingRow> late, CancellationToken stop)
    {
        var last = new Dictionary<(string, DateOnly), string>();
        foreach (var ids in late.Select(it => it.Row.Id).Chunk(AtOnce))
            foreach (var it in await db.LateStatements.IgnoreQueryFilters().Where(it => ids.Contains(it.Household)).OrderBy(it => it.RecordedAt).ThenBy(it => it.Said)
                .Select(it => new { it.Household, it.Day, it.Said }).ToListAsync(stop))
                last[(it.Household, it.Day)] = it.Said;
        return late.Where(it => last.GetValueOrDefault((it.Row.Id, it.Entry.AsOf)) != it.Entry.Said);
    }

    /// <summary>Each person under the number by which the household knows that person on any day; a number for each who is new.</summary>
    static (HouseholdEntry Entry, int LastPerson) Numbered(AskingRow row, IReadOnlyList<KnownState> story, int lastPerson)
    {
        var entry = row.Entry.Recognise(story.Reverse().SelectMany(it => it.State.Persons).DistinctBy(it => it.Number));
        return (entry with { Persons = [.. entry.Persons.Select(it => it.Number is null ? it with { Number = ++lastPerson } : it)] }, lastPerson);
    }
}
