using Defaults;

namespace Households;

/// <summary>An entry of the audit log as an auditor reads it.</summary>
/// <param name="Number">its place in the chain, null for the moment until it has one</param>
/// <param name="Households">that it concerns beside the target</param>
sealed record AuditLine(
    string Id, long? Number, DateTime At, string Subject, IReadOnlyList<string> Roles, string Kind, string Act, string Target,
    IReadOnlyList<string> Households, string? Purpose, string? Note, string Area, string? Rule, string? Detail, int Times, string? Hash)
{
    public const string Header = "id,number,at,subject,roles,kind,act,target,households,purpose,note,area,rule,detail,times,hash";

    public static AuditLine Of(AuditEntry it, Sealing sealing) => new(
        it.Id, it.Number, it.At, it.Subject, Words(it.Roles), it.Kind, it.Act, it.Target, Words(it.Households), it.Purpose,
        it.Note is null ? null : sealing.Open(it.Note), it.Area, it.Rule, it.Detail, it.Times, it.Hash);

    public string ToCsv() => CsvCell.Line(
        Id, $"{Number}", $"{At:O}", Subject, string.Join(' ', Roles), Kind, Act, Target, string.Join(' ', Households), Purpose ?? "", Note ?? "", Area,
        Rule ?? "", Detail ?? "", $"{Times}", Hash ?? "");

    static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
