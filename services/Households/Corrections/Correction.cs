using Defaults;

namespace Households;

/// <summary>
/// Somebody who knows a household asks for some of its fields to be corrected (纠错): decided by whoever may decide all of them,
/// never by who asked, and carried out on a day. Values, and what was said for them, are sealed in the store.
/// </summary>
sealed class Correction : IInArea, IVersioned
{
    /// <summary>What was refused is told to whoever decides the same again within so many days.</summary>
    public const int DaysRemembered = 90;

    public required string Id { get; init; }
    public required string Household { get; init; }

    /// <summary>12-digit code of the household's community; follows it as long as the correction waits.</summary>
    public required string Area { get; set; }

    public required IReadOnlyList<CorrectedField> Fields { get; set; }

    /// <summary>Names of the fields, blanks between them; not sealed.</summary>
    public required string Named { get; init; }

    /// <summary>Keyed hash of household, fields and values: while it waits, the same is not asked a second time.</summary>
    public required string Same { get; init; }

    public required CorrectionDecider Decider { get; init; }
    public required CorrectionTexts Texts { get; init; }

    /// <summary>The account that asked first.</summary>
    public required string AskedBy { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>One that asked the same of a field and was refused not long before; null for none.</summary>
    public string? RefusedBefore { get; init; }

    public CorrectionState State { get; private set; }

    /// <summary>The day from which it holds, once it is approved.</summary>
    public DateOnly? EffectOn { get; private set; }

    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was decided so; sealed.</summary>
    public string? Answer { get; private set; }

    /// <summary>The rule by which it came to nothing after it was approved.</summary>
    public string? Rule { get; private set; }

    /// <summary>The one that was approved in its place.</summary>
    public string? SupersededBy { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>Names of the fields whose value a push may not quietly undo, blanks between them; null for none.</summary>
    public string? Guards { get; private set; }

    public long Version { get; private set; }

    /// <summary>Neither refused nor carried out.</summary>
    public bool IsWaiting => State is CorrectionState.Open or CorrectionState.Approved;

    public IEnumerable<CorrectedField> Guarded => Guards is null ? [] : Fields.Where(it => Guards.Split(' ').Contains(it.Name));

    /// <summary>Whether it asks the same of some field.</summary>
    public bool Shares(IReadOnlyList<CorrectedField> others) => others.Any(other => Fields.Any(it => it.Name == other.Name && it.Value == other.Value));

    /// <summary>Whether both cannot be right.</summary>
    public bool IsInConflictWith(Correction other) =>
        Id != other.Id && Household == other.Household && IsWaiting && other.IsWaiting && ContradictsFieldsOf(other);

    /// <summary>Whether it says something else of some field.</summary>
    public bool ContradictsFieldsOf(Correction other) => other.Fields.Any(theirs => Fields.Any(it => it.Name == theirs.Name && it.Value != theirs.Value));

    /// <summary>Names of the fields that are neither what they were when it was asked nor what it asks.</summary>
    public string[] ChangedSince(HouseholdState present) =>
        [.. Fields.Where(it => it.In(present) is var value && value != it.Before && value != it.Value).Select(it => it.Name)];

    /// <summary>Whether somebody of these roles may decide it.</summary>
    public bool IsDecidedBy(IReadOnlyList<string> roles) =>
        roles.Contains(Role.CivilAffairs) || Decider == CorrectionDecider.Street && roles.Contains(Role.Street);

    /// <param name="present">what whoever approves has looked at: from now on it is this that may not change before the day</param>
    public void Approve(string reason, DateOnly on, HouseholdState present, string by, DateTime now)
    {
        Decide(CorrectionState.Approved, reason, by, now);
        EffectOn = on;
        Fields = [.. Fields.Select(it => it with { Before = it.In(present) })];
    }

    public void Refuse(string reason, string by, DateTime now)
    {
        Decide(CorrectionState.Refused, reason, by, now);
        EndedAt = now;
    }

    /// <summary>Another that says something else was approved.</summary>
    public void GiveWayTo(Correction other, DateTime now) => (State, SupersededBy, EndedAt) = (CorrectionState.Superseded, other.Id, now);

    /// <summary>It has taken effect: from now on what it put right is watched.</summary>
    public void CarryOut(DateTime now)
    {
        (State, EndedAt) = (CorrectionState.Done, now);
        Guards = OrNull(Fields.Where(it => it.SaysSomethingNew).Select(it => it.Name));
    }

    /// <summary>It could not take effect on its day.</summary>
    public void ComeToNothing(string rule, DateTime now) => (State, Rule, EndedAt) = (CorrectionState.Void, rule, now);

    /// <summary>These fields are somebody else's word now.</summary>
    public void Unguard(IReadOnlyCollection<string> names) => Guards = OrNull(Guarded.Select(it => it.Name).Except(names));

    void Decide(CorrectionState state, string reason, string by, DateTime now)
    {
        Refused.Unless(State == CorrectionState.Open, "correction-is-open");
        // Who asked reads it, and may not know what was there before.
        Refused.Unless(!CorrectionTexts.Say(reason, Fields.Where(it => it.IsPersonal).SelectMany(it => (string?[])[it.Value, it.Before])), "note-says-nothing-personal");
        (State, Answer, DecidedBy, DecidedAt) = (state, reason, by, now);
    }

    static string? OrNull(IEnumerable<string> names) => EntryRules.OrNull(string.Join(' ', names));
}

enum CorrectionState
{
    Open,

    /// <summary>Waits for its day.</summary>
    Approved,
    Done,
    Refused,

    /// <summary>One that says something else was approved.</summary>
    Superseded,

    /// <summary>Approved, but its day came and it could not take effect.</summary>
    Void,
}

/// <summary>Somebody who asked for a correction, first or after others, and hears the answer.</summary>
sealed class CorrectionAsker : IInArea
{
    public required string Correction { get; init; }

    /// <summary>The correction's, kept in step with it.</summary>
    public required string Area { get; init; }

    /// <summary>Account or client id; never a name.</summary>
    public required string Subject { get; init; }

    public required DateTime At { get; init; }
}
