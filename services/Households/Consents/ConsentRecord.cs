using Contracts;
using Defaults;

namespace Households;

enum ConsentOutcome
{
    Given,
    Refused,
    Withdrawn,
}

/// <summary>How a household said it.</summary>
enum ConsentMeans
{
    InPersonSigned,
    ByPhone,
    ByProxy,
    ByGuardian,

    /// <summary>Another household said it, which turned out to be this one.</summary>
    ByMerge,
}

/// <summary>
/// What a household has said about its consent (同意、拒绝、撤回), once. It is never rewritten: who thinks otherwise later is another
/// record, and the latest by day, then by number, holds (<see cref="ConsentStanding"/>).
/// </summary>
sealed class ConsentRecord
{
    /// <summary>From this age on a person consents itself (个人信息保护法, article 31).</summary>
    const int OfAge = 14;

    public required string Household { get; init; }

    /// <summary>1, 2, … within the household, in the order in which they were recorded.</summary>
    public required int Number { get; init; }

    /// <summary>A code of <see cref="ConsentScope"/>.</summary>
    public required string Scope { get; init; }

    public required ConsentOutcome Outcome { get; init; }

    /// <summary>Number of the person who said it, null where it was said for the household as a whole.</summary>
    public int? Person { get; init; }

    /// <summary>The notice that was in force on that day; null where none was.</summary>
    public int? Notice { get; init; }

    /// <summary>When it was said.</summary>
    public required DateOnly Day { get; init; }

    public required ConsentMeans Means { get; init; }

    /// <summary>An account; never a name.</summary>
    public required string RecordedBy { get; init; }

    public required DateTime RecordedAt { get; init; }

    /// <summary>By what that is known: the number of a form, of a recording. Sealed in the store.</summary>
    public string? Evidence { get; init; }

    /// <summary>The household that said it before it was merged into this one, null for this one's own.</summary>
    public string? SaidBy { get; init; }

    /// <param name="notice">the one that was in force on the day, null for none</param>
    /// <exception cref="InvalidException">rule <c>person-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>notice-was-in-force</c>, <c>notice-covers-scope</c>, <c>minor-by-guardian</c></exception>
    public static ConsentRecord Of(Household household, int number, ConsentInput input, Notice? notice, string by, DateTime now)
    {
        var speaker = input.Person is null ? household.Head : household.Persons.FirstOrDefault(it => it.Number == input.Person);
        if (input.Person is not null && speaker is null) throw new InvalidException("person", "person-is-known");
        Refused.Unless(input.Notice is null || input.Notice == notice?.Number, "notice-was-in-force");
        if (input.Outcome == ConsentOutcome.Given)
        {
            // A no needs none of this: it is as easy as a yes at least.
            Refused.Unless(notice is not null, "notice-was-in-force");
            Refused.Unless(notice!.Scopes.Contains(input.Scope), "notice-covers-scope");
            Refused.Unless(input.How == ConsentMeans.ByGuardian || !IsMinor(speaker?.Birth, input.On), "minor-by-guardian");
        }
        return new ConsentRecord
        {
            Household = household.Id, Number = number, Scope = input.Scope, Outcome = input.Outcome, Person = input.Person, Notice = notice?.Number, Day = input.On, Means = input.How,
            RecordedBy = by, RecordedAt = now, Evidence = input.Evidence is null ? null : EntryRules.OrNull(input.Evidence.Trim()),
        };
    }

    static bool IsMinor(DateOnly? birth, DateOnly on) => birth?.AddYears(OfAge) > on;
}
