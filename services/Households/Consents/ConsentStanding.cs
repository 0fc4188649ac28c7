using Contracts.Households;
using Defaults;

namespace Households;

/// <summary>What holds of a household's consent to one scope: the latest of its records. A household without one was not asked yet.</summary>
sealed class ConsentStanding : IVersioned
{
    public required string Household { get; init; }
    public required string Scope { get; init; }
    public ConsentOutcome Outcome { get; private set; }
    public DateOnly Day { get; private set; }

    /// <summary>The record's.</summary>
    public int Number { get; private set; }

    public int? Notice { get; private set; }
    public long Version { get; private set; }

    public bool IsGiven => Outcome == ConsentOutcome.Given;

    public static ConsentStanding Of(ConsentRecord first)
    {
        var standing = new ConsentStanding { Household = first.Household, Scope = first.Scope };
        standing.Hold(first);
        return standing;
    }

    /// <summary>Hears a record that was made after all those before; of one day the later holds. True when something else holds than before.</summary>
    public bool Take(ConsentRecord record)
    {
        if (record.Day < Day) return false;
        var before = Outcome;
        Hold(record);
        return Outcome != before;
    }

    /// <summary>
    /// Of a household that turned out to be another: from which day on what it said is to hold of that one, null where it is not. A
    /// refusal or withdrawal of either holds, and what only one was asked holds for both.
    /// </summary>
    /// <param name="own">what holds of the one that stays, null where it was not asked</param>
    public DateOnly? HoldsFrom(ConsentStanding? own) =>
        own is null ? Day
        : !own.IsGiven || IsGiven ? null
        : Day > own.Day ? Day : own.Day;

    /// <summary>As it is told in the transaction that saves it, which counts its version up by one.</summary>
    public HouseholdConsentChange AsFact(string area) => new(Household, area, Scope, Wire.NameOf(Outcome), Version + 1);

    void Hold(ConsentRecord record) => (Outcome, Day, Number, Notice) = (record.Outcome, record.Day, record.Number, record.Notice);
}
