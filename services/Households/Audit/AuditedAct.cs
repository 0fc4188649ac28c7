namespace Households;

/// <summary>What was done, for the audit log to tell.</summary>
/// <param name="Kind">write, read (of personal values in full, or by them), denial or export</param>
/// <param name="Area">12-digit code or prefix of the division whose auditors see it</param>
sealed record AuditedAct(string Kind, string Name, string Target, string Area)
{
    public const string Write = "write";
    public const string Read = "read";
    public const string Denial = "denial";
    public const string Export = "export";

    public static readonly IReadOnlyList<string> Kinds = [Write, Read, Denial, Export];

    public string? Purpose { get; init; }
    public string? SealedNote { get; init; }
    public string? Rule { get; init; }
    public string? Detail { get; init; }
    public IReadOnlyList<string> Households { get; init; } = [];
    public int Times { get; init; } = 1;

    public static AuditedAct OnHousehold(string name, string id, string area) => new(Write, name, TargetOf(id), area);

    public static AuditedAct OnBatch(string name, Batch batch) => new(Write, name, $"batch/{batch.Id}", batch.Area);

    public static AuditedAct OnExport(string name, Export export) => new(Export, name, $"export/{export.Id}", export.Area) { Purpose = export.Purpose };

    public static AuditedAct OnCorrection(string name, Correction correction) =>
        OnHousehold(name, correction.Household, correction.Area) with { Detail = $"correction={correction.Id} fields={correction.Named}" };

    public static string TargetOf(AccuracyAudit audit) => $"accuracy/{audit.Id}";

    public static string TargetOf(string household) => $"household/{household}";
}
