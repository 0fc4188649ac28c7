using Defaults;

namespace Households;

/// <summary>A correction as whoever decides sees it; personal values masked.</summary>
/// <param name="State">open, approved (waits for its day), done, refused, superseded or void</param>
/// <param name="Askers">how many accounts asked for it</param>
/// <param name="Conflicts">others that wait and say something else of the same field</param>
/// <param name="RefusedBefore">one that asked the same of a field and was refused within 90 days</param>
/// <param name="ChangedSince">fields that have changed since it was asked; who approves says which version of the household was looked at</param>
/// <param name="HouseholdVersion">the household's present version, null once it is decided</param>
/// <param name="Rule">why it came to nothing on its day</param>
sealed record CorrectionView(
    string Id, string Household, string Area, IReadOnlyList<FieldView> Fields, CorrectionDecider Decider, CorrectionState State, string Reason, string Evidence,
    string? Reference, string AskedBy, int Askers, DateTime AskedAt, IReadOnlyList<string> Conflicts, string? RefusedBefore, IReadOnlyList<string> ChangedSince,
    long? HouseholdVersion, DateOnly? EffectOn, string? DecidedBy, DateTime? DecidedAt, string? Answer, string? Rule, string? SupersededBy, DateTime? EndedAt, long Version)
{
    /// <param name="household">as it is now, null where that is no matter</param>
    public static CorrectionView Of(Correction it, IReadOnlyList<string> conflicts, int askers, Household? household) => new(
        it.Id, it.Household, it.Area, [.. it.Fields.Select(field => new FieldView(field.Name, field.Masked(field.Value), field.Masked(field.Before)))], it.Decider, it.State,
        it.Texts.Reason, it.Texts.Evidence, it.Texts.Reference, it.AskedBy, askers, it.AskedAt, conflicts, it.RefusedBefore,
        household is null ? [] : it.ChangedSince(household.State()), household?.Version, it.EffectOn, it.DecidedBy, it.DecidedAt, it.Answer, it.Rule, it.SupersededBy,
        it.EndedAt, it.Version);
}

/// <param name="Value">what it should be, masked; null for nothing</param>
/// <param name="Before">what it was when that was asked, masked</param>
sealed record FieldView(string Field, string? Value, string? Before);

/// <summary>A correction as who asked for it sees it: what was asked, and what became of it; nothing else of the household.</summary>
/// <param name="Answer">why it was decided so</param>
/// <param name="Rule">why it came to nothing on its day, and <paramref name="Message"/> the same in words</param>
sealed record AskedView(
    string Id, string Household, IReadOnlyList<AskedField> Fields, CorrectionState State, DateTime AskedAt, DateOnly? EffectOn, DateTime? DecidedAt, string? Answer,
    string? Rule, string? Message)
{
    public static AskedView Of(Correction it) => new(
        it.Id, it.Household, [.. it.Fields.Select(field => new AskedField(field.Name, field.Masked(field.Value)))], it.State, it.AskedAt, it.EffectOn, it.DecidedAt,
        it.Answer, it.Rule, it.Rule is null ? null : Defaults.Texts.Of(it.Rule));
}

/// <inheritdoc cref="FieldView"/>
sealed record AskedField(string Field, string? Value);

/// <summary>A correction in a list that is taken away: nothing personal.</summary>
sealed record CorrectionLine(
    string Id, string Household, string Area, string Fields, CorrectionDecider Decider, CorrectionState State, DateTime AskedAt, DateOnly? EffectOn,
    DateTime? DecidedAt, string? Rule)
{
    public const string Header = "id,household,area,fields,decider,state,asked_at,effect_on,decided_at,rule";

    public string ToCsv() => CsvCell.Line(
        Id, Household, Area, Fields, Wire.NameOf(Decider), Wire.NameOf(State), $"{AskedAt:O}", $"{EffectOn:yyyy-MM-dd}", $"{DecidedAt:O}", Rule ?? "");
}

/// <summary>The values of a correction in full (明文), and what the fields are now.</summary>
/// <param name="Entry">the entry of the audit log that tells of it</param>
sealed record RevealedCorrection(string Id, IReadOnlyList<RevealedField> Fields, string Entry);

sealed record RevealedField(string Field, string? Value, string? Before, string? Present);
