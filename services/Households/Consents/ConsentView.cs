using Defaults;

namespace Households;

/// <summary>What a household has said about its consent, once.</summary>
/// <param name="Person">null where it was said for the household as a whole</param>
/// <param name="SaidBy">the household that said it before it was merged into this one, empty where that is not the caller's to see; null for this one's own</param>
sealed record ConsentView(
    int Number, string Scope, ConsentOutcome Outcome, int? Person, int? Notice, DateOnly On, ConsentMeans How, string RecordedBy, DateTime RecordedAt, string? Evidence, string? SaidBy)
{
    public static ConsentView Of(ConsentRecord it) => new(
        it.Number, it.Scope, it.Outcome, it.Person, it.Notice, it.Day, it.Means, it.RecordedBy, it.RecordedAt, it.Evidence, it.SaidBy);
}

/// <param name="Outcome">given, refused or withdrawn; null where it was not asked yet</param>
/// <param name="On">the day on which that was said</param>
/// <param name="Number">of the record that says so</param>
sealed record HeldConsent(string Scope, ConsentOutcome? Outcome, DateOnly? On, int? Number, int? Notice);

/// <param name="Holds">of every scope what holds now</param>
/// <param name="Items">all that was said, in the order in which it was recorded</param>
sealed record ConsentsView(IReadOnlyList<HeldConsent> Holds, IReadOnlyList<ConsentView> Items, string? Next);

/// <summary>A household that was not asked yet, and nothing else of it.</summary>
sealed record UnaskedHousehold(string Id, string Area)
{
    public const string Header = "id,area";

    public string ToCsv() => CsvCell.Line(Id, Area);
}
