using Defaults;

namespace Households;

/// <summary>The lines of an export: who asked for it in the first, and a mark in each by which a line that got out is known again.</summary>
sealed class ExportLines(Export export, Sealing sealing)
{
    readonly ExportField[] fields = [.. export.Fields.Select(name => ExportField.Of(name)!)];
    readonly ExportPurpose purpose = ExportPurpose.Of(export.Purpose)!;

    public string Watermark => CsvCell.Line("export", export.Id, export.AskedBy, $"{export.StartedAt:O}", export.Purpose);

    public string Header => CsvCell.Line([.. export.Fields, "mark"]);

    /// <summary>One for each person if anything of persons is asked for, else one.</summary>
    /// <param name="declines">not to be visited or called: an export for that masks where, and by which number</param>
    public IEnumerable<string> Of(Household household, bool declines)
    {
        if (!Array.Exists(fields, it => it.OfPerson)) yield return Line(household, null, declines);
        else
            foreach (var person in household.Persons.OrderBy(it => it.Number)) yield return Line(household, person.State(), declines);
    }

    string Line(Household household, PersonState? person, bool declines) => CsvCell.Line(
        [.. fields.Select(it => it.Value(household, person, purpose.Full.Contains(it.Name) && !(declines && RevealInput.Contact.Contains(it.Name)))), ExportMark.Of(sealing, export.Id, household.Id, person?.Number ?? 0)]);
}

/// <summary>
/// Marks of lines: twelve digits that tell lines apart, and twenty that follow from these and the export by the service's key.
/// So a line names its export to whoever has the key and all exports' ids, without a table of lines, and nobody else can make one.
/// </summary>
static class ExportMark
{
    const int RowDigits = 12;
    const int Digits = 32;

    public static string Of(Sealing sealing, string export, string household, int person)
    {
        var row = Hex(sealing, "export-row", $"{export}\n{household}\n{person}")[..RowDigits];
        return row + Tag(sealing, export, row);
    }

    public static bool IsOf(Sealing sealing, string export, string mark) => mark[RowDigits..] == Tag(sealing, export, mark[..RowDigits]);

    public static bool IsWellFormed(string mark) => mark.Length == Digits && !mark.AsSpan().ContainsAnyExcept("0123456789abcdef");

    static string Tag(Sealing sealing, string export, string row) => Hex(sealing, "export-mark", $"{export}\n{row}")[..(Digits - RowDigits)];

    static string Hex(Sealing sealing, string field, string value) => Convert.ToHexStringLower(Convert.FromBase64String(sealing.Hash(field, value)));
}
