using Contracts;
using Defaults;

namespace Households;

/// <param name="Area">12-digit code or prefix of the division</param>
/// <param name="Confidence">90, 95 or 99 percent</param>
/// <param name="Margin">1 to 30 percent points to either side</param>
/// <param name="Expected">1 to 99 percent that are expected to be right; 50 asks for the largest sample</param>
/// <param name="Seed">of the form of <see cref="IdForm"/>, so that the draw can be announced before; made where none is given</param>
sealed record AccuracyInput(string Area, int Confidence = 95, int Margin = 5, int Expected = 50, string? Seed = null)
{
    /// <returns>the prefix of the area</returns>
    /// <exception cref="InvalidException">with every fault</exception>
    public string Read(Caller caller)
    {
        var (prefix, _) = AreaFilter.Range(Area);
        var faults = new Faults("");
        if (!prefix.StartsWith(caller.Area, StringComparison.Ordinal)) faults.Add(0, "area", "area-in-scope");
        if (!Interval.Confidences.Contains(Confidence)) faults.Add(0, "confidence", "code-is-known");
        if (Margin is < 1 or > 30) faults.Add(0, "margin", "number-in-range");
        if (Expected is < 1 or > 99) faults.Add(0, "expected", "number-in-range");
        if (Seed is not null && !IdForm.IsKept(Seed)) faults.Add(0, "seed", "id-form");
        faults.ThrowIfAny();
        return prefix;
    }
}

/// <param name="Outcome">right, wrong or not-met</param>
/// <param name="Wrong">with wrong: the fields that are, and what is right where that is known</param>
/// <param name="Evidence">with right values: by what they are known, one line</param>
/// <param name="Reason">with not-met: absent, moved-away, deceased, refused or other</param>
sealed record FoundInput(SampleOutcome Outcome, IReadOnlyList<WrongField>? Wrong = null, string? Evidence = null, string? Reason = null)
{
    const int MostFields = 50;

    /// <exception cref="InvalidException">with every fault</exception>
    public void Check()
    {
        var (faults, wrong) = (new Faults(""), Wrong ?? []);
        if (Outcome == SampleOutcome.Open) faults.Add(0, "outcome", "code-is-known");
        if (Outcome == SampleOutcome.Wrong != wrong.Count > 0) faults.Add(0, "wrong", "wrong-fields-are-named");
        if (wrong.Count > MostFields) faults.Add(0, "wrong", "corrected-fields-within-limit");
        else
            foreach (var (index, it) in wrong.Index())
                if (CorrectableField.Of(it.Field, it.Person is not null) is null) faults.Add(0, $"wrong[{index}].field", "code-is-known");
                else if (wrong.Take(index).Any(before => before.Name == it.Name)) faults.Add(0, $"wrong[{index}].field", "field-named-once");
        if (wrong.Any(it => it.Value is not null) && string.IsNullOrWhiteSpace(Evidence)) faults.Add(0, "evidence", "is-given");
        if (Outcome == SampleOutcome.NotMet ? !SampledHousehold.Reasons.Contains(Reason ?? "") : Reason is not null) faults.Add(0, "reason", "code-is-known");
        faults.ThrowIfAny();
    }
}

/// <inheritdoc cref="FieldInput"/>
/// <param name="Value">what is right; null where that could not be found out</param>
sealed record WrongField(string Field, int? Person = null, string? Value = null)
{
    public string Name => Person is null ? Field : $"persons[{Person}].{Field}";

    /// <summary>Without the person's number, to be counted by.</summary>
    public static string KindOf(string name) => name.StartsWith("persons[", StringComparison.Ordinal) ? "persons." + name[(name.IndexOf(']', StringComparison.Ordinal) + 2)..] : name;
}
