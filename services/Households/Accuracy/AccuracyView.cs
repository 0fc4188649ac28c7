using Defaults;

namespace Households;

/// <param name="Area">significant prefix of the division's code</param>
/// <param name="Size">households drawn</param>
sealed record AccuracyView(
    string Id, string Area, int Confidence, int Margin, int Expected, string Seed, int Population, int Size, DateTime OpenedAt, DateTime? ClosedAt, long Version)
{
    public static AccuracyView Of(AccuracyAudit it) => new(
        it.Id, it.AreaPrefix, it.Confidence, it.Margin, it.Expected, it.Seed, it.Population, it.Size, it.OpenedAt, it.ClosedAt, it.Version);
}

/// <summary>What has been found so far in the strata that the caller may see.</summary>
/// <param name="Wrong">by field how often it was wrong; of persons as <c>persons.phone</c></param>
sealed record AccuracyResult(
    AccuracyView Audit, AccuracyEstimate Estimate, int Open, int NotMet, IReadOnlyList<StratumResult> Strata, IReadOnlyDictionary<string, int> Wrong);

/// <param name="Area">the first 9 digits of a street's code, or a community's 12</param>
sealed record StratumResult(string Area, int Population, int Size, int Right, int Wrong, int NotMet, int Open, AccuracyEstimate Estimate);

/// <summary>A household that was drawn; nothing personal.</summary>
sealed record SampleLine(
    string Household, string Area, string Stratum, int Place, SampleOutcome Outcome, IReadOnlyList<string> Wrong, string? Reason, DateTime? RecordedAt, long Version)
{
    public const string Header = "stratum,place,household,area,outcome,wrong,reason,recorded_at";

    public static SampleLine Of(SampledHousehold it) => new(
        it.Household, it.Area, it.Stratum, it.Place, it.Outcome, it.Wrong?.Split(' ') ?? [], it.Reason, it.RecordedAt, it.Version);

    public string ToCsv() => CsvCell.Line(
        Stratum, $"{Place}", Household, Area, Wire.NameOf(Outcome), string.Join(' ', Wrong), Reason ?? "", $"{RecordedAt:O}");
}
