using Defaults;

namespace Households;

/// <param name="Purpose">visit, payment, verification, complaint, emergency or report: decides what is given in full</param>
/// <param name="Reason">why, one line</param>
/// <param name="Fields">id, area, categories, needs, need, active, asOf, endedOn, endReason, address, position; of each person person, role, gender, name, idNumber, phone, birth</param>
/// <param name="Area">a division's code or its significant prefix; the caller's own unless said</param>
/// <param name="Active">only those in the database, only those who left it; both when null</param>
/// <param name="Category">only those for which this one holds</param>
/// <param name="Need">only those that have this one</param>
sealed record ExportInput(
    string Purpose, string Reason, IReadOnlyList<string> Fields, string? Area = null, bool? Active = true, string? Category = null, string? Need = null)
{
    /// <summary>The prefix of the division that is asked for.</summary>
    /// <exception cref="InvalidException">with every fault</exception>
    public string Read(Caller caller, CodeLists codes)
    {
        var faults = new Faults("");
        if (ExportPurpose.Of(Purpose) is null) faults.Add(0, "purpose", "code-is-known");
        EntryRules.GivenLine("reason", Reason, faults);
        if (Fields.Count == 0) faults.Add(0, "fields", "is-given");
        if (Fields.Any(field => ExportField.Of(field) is null)) faults.Add(0, "fields", "code-is-known");
        if (Fields.Distinct(StringComparer.Ordinal).Count() != Fields.Count) faults.Add(0, "fields", "field-named-once");
        if (Category is not null && !codes.Categories.Has(Category)) faults.Add(0, "category", "code-is-known");
        if (Need is not null && !codes.Needs.Has(Need)) faults.Add(0, "need", "code-is-known");
        faults.ThrowIfAny();
        var area = string.IsNullOrEmpty(Area) ? caller.Area : AreaFilter.Range(Area).From;
        return area.StartsWith(caller.Area, StringComparison.Ordinal) ? area : throw new InvalidException("area", "area-in-scope");
    }
}

/// <summary>How far an export has come.</summary>
/// <param name="Full">fields that are given in full for its purpose</param>
/// <param name="State">asked, refused, queued, running, failed, ready or gone</param>
/// <param name="Gone">the rule by which there is no file any more</param>
sealed record ExportView(
    string Id, string Area, string Purpose, IReadOnlyList<string> Fields, IReadOnlyList<string> Full, bool? Active, string? Category, string? Need, string Reason,
    string AskedBy, DateTime AskedAt, string State, string? DecidedBy, DateTime? DecidedAt, string? Answer, int Households, int Rows, int Downloads,
    DateTime? ExpiresAt, string? Gone, string? Fault, long Version)
{
    public static ExportView Of(Export it) => new(
        it.Id, it.Area, it.Purpose, it.Fields, [.. it.Fields.Where(ExportPurpose.Of(it.Purpose)!.Full.Contains)], it.Active, it.Category, it.Need, it.Reason, it.AskedBy,
        it.QueuedAt, it.Stage, it.DecidedBy, it.DecidedAt, it.Answer, it.Households, it.Rows, it.Downloads, it.ExpiresAt, it.Gone, it.Fault, it.Version);
}
