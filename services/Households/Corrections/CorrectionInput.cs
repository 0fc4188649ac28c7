using Defaults;

namespace Households;

/// <param name="Household">whose data are wrong</param>
/// <param name="Reason">why, one line</param>
/// <param name="Evidence">by what that is known (依据), one line</param>
/// <param name="Reference">number of a document or the like</param>
sealed record CorrectionInput(string Household, IReadOnlyList<FieldInput> Fields, string Reason, string Evidence, string? Reference = null)
{
    const int MostFields = 50;

    /// <summary>What can be said of it without the household.</summary>
    /// <param name="asMember">asked by a member who helps the household</param>
    /// <exception cref="InvalidException">with every fault</exception>
    public CorrectionTexts Read(bool asMember)
    {
        var faults = new Faults("");
        if (Fields.Count == 0) faults.Add(0, "fields", "is-given");
        if (Fields.Count > MostFields) faults.Add(0, "fields", "corrected-fields-within-limit");
        else
            foreach (var (index, it) in Fields.Index()) Check(index, it, asMember, faults);
        var texts = new CorrectionTexts(EntryRules.GivenLine("reason", Reason, faults), EntryRules.GivenLine("evidence", Evidence, faults), Reference is null ? null : EntryRules.Line(Reference, rule => faults.Add(0, "reference", rule)));
        faults.ThrowIfAny();
        return texts;
    }

    void Check(int index, FieldInput it, bool asMember, Faults faults)
    {
        if (CorrectableField.Of(it.Field, it.Person is not null) is not { } known) faults.Add(0, $"fields[{index}].field", "code-is-known");
        else if (asMember && !known.ByMembers) faults.Add(0, $"fields[{index}].field", "member-may-name-this-field");
        else if (Fields.Take(index).Any(before => (before.Field, before.Person) == (it.Field, it.Person))) faults.Add(0, $"fields[{index}].field", "field-named-once");
    }
}

/// <param name="Field">address, position, needs or categories; of a person name, idNumber, phone, birth, gender, role or categories</param>
/// <param name="Value">what it should be: codes with semicolons between them, a position as longitude, latitude and, unless WGS-84, the reference system; empty takes it away</param>
/// <param name="Person">number of the person whose field it is</param>
sealed record FieldInput(string Field, string Value, int? Person = null);

/// <summary>What somebody said for it in words.</summary>
sealed record CorrectionTexts(string Reason, string Evidence, string? Reference)
{
    public bool Say(IEnumerable<string?> values) => Say($"{Reason}\n{Evidence}\n{Reference}", values);

    public static bool Say(string text, IEnumerable<string?> values) =>
        values.Any(value => !string.IsNullOrEmpty(value) && text.Contains(value, StringComparison.OrdinalIgnoreCase));
}

/// <param name="Reason">why, one line; the asker reads it</param>
/// <param name="On">the day from which it holds, today unless said</param>
/// <param name="HouseholdVersion">the version of the household that was looked at; needed where a value has changed since it was asked</param>
sealed record ApprovalInput(string Reason, DateOnly? On = null, long? HouseholdVersion = null)
{
    const int MostDaysAhead = 366;

    /// <exception cref="InvalidException">with every fault</exception>
    public (string Reason, DateOnly On) Read(DateOnly today)
    {
        var faults = new Faults("");
        var (reason, on) = (EntryRules.GivenLine("reason", Reason, faults), On ?? today);
        if (on < today) faults.Add(0, "on", "effect-not-in-past");
        if (on > today.AddDays(MostDaysAhead)) faults.Add(0, "on", "effect-within-a-year");
        faults.ThrowIfAny();
        return (reason, on);
    }
}
