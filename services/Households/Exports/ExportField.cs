using System.Globalization;

namespace Households;

/// <summary>A column that an export may have.</summary>
/// <param name="OfPerson">says something of each person: the export has a line a person then, else a line a household</param>
/// <param name="Personal">given in full for a purpose that needs it, else masked</param>
sealed record ExportField(string Name, bool OfPerson, bool Personal, Func<Household, PersonState?, bool, string?> Value)
{
    static readonly IReadOnlyList<ExportField> all =
    [
        Plain("id", it => it.Id),
        Plain("area", it => it.Area),
        Plain("categories", it => string.Join(';', it.HeldCodes)),
        Plain("needs", it => string.Join(';', it.Needs)),
        Plain("need", it => it.Need.ToString(CultureInfo.InvariantCulture)),
        Plain("active", it => it.Active ? "true" : "false"),
        Plain("asOf", it => Day(it.AsOf)),
        Plain("endedOn", it => Day(it.EndedOn)),
        Plain("endReason", it => it.EndReason),
        new(RevealInput.Address, false, true, (it, _, full) => full ? it.Address : Mask.Address(it.Address)),
        new(RevealInput.Position, false, true, (it, _, full) => !full ? "" : it.Position is null ? "" : $"{it.Position} {it.Crs}"),
        OfEach("person", false, (it, _) => it.Number.ToString(CultureInfo.InvariantCulture)),
        OfEach("role", false, (it, _) => it.Role),
        OfEach("gender", false, (it, _) => it.Gender),
        OfEach(RevealInput.Name, true, (it, full) => full ? it.Name : Mask.Name(it.Name)),
        OfEach(RevealInput.IdNumber, true, (it, full) => full ? it.IdNumber : Mask.IdNumber(it.IdNumber)),
        OfEach(RevealInput.Phone, true, (it, full) => full ? it.Phone : Mask.Phone(it.Phone)),
        OfEach(RevealInput.Birth, true, (it, full) => full ? Day(it.Birth) : it.Birth?.Year.ToString(CultureInfo.InvariantCulture)),
    ];

    public static ExportField? Of(string name) => all.FirstOrDefault(it => it.Name == name);

    static ExportField Plain(string name, Func<Household, string?> value) => new(name, false, false, (it, _, _) => value(it));

    static ExportField OfEach(string name, bool personal, Func<PersonState, bool, string?> value) =>
        new(name, true, personal, (_, person, full) => person is null ? "" : value(person, full));

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What for a list is taken away (用途), and what of it is given in full then; everything else that is personal is masked.</summary>
sealed record ExportPurpose(string Code, IReadOnlyList<string> Full)
{
    /// <summary>走访、发放救助、信息核对、信访处理、突发救助、汇总上报: who does it needs these, and no more.</summary>
    static readonly IReadOnlyList<ExportPurpose> all =
    [
        new("visit", [RevealInput.Name, RevealInput.Phone, RevealInput.Address]),
        new("payment", [RevealInput.Name, RevealInput.IdNumber]),
        new("verification", [RevealInput.Name, RevealInput.IdNumber, RevealInput.Birth, RevealInput.Address]),
        new("complaint", [RevealInput.Name, RevealInput.Phone]),
        new("emergency", [RevealInput.Name, RevealInput.Phone, RevealInput.Address, RevealInput.Position]),
        new("report", []),
    ];

    public static ExportPurpose? Of(string code) => all.FirstOrDefault(it => it.Code == code);
}
