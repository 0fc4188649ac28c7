using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Defaults;

/// <summary>What an import did. With <c>partial</c> good rows landed and <see cref="Errors"/> lists the others.</summary>
/// <param name="Rows">data rows in the file</param>
/// <param name="Added">rows that were new</param>
/// <param name="Changed">rows that changed what was there</param>
/// <param name="Unchanged">rows that said what was known, or were older than it</param>
/// <param name="Faults">number of faults, 0 unless <c>partial</c></param>
/// <param name="Errors">the first 1,000 faults</param>
/// <param name="Warnings">what was accepted and should be looked at; the first 1,000</param>
public sealed record ImportReceipt(
    int Rows, int Added, int Changed, int Unchanged, long Faults, IReadOnlyList<ListedFault> Errors, IReadOnlyList<ListedFault> Warnings);

/// <summary>A fault with its words, as it goes to the caller.</summary>
public sealed record ListedFault(string File, int Line, string Field, string Rule, string Message)
{
    public static IReadOnlyList<ListedFault> From(Faults faults) =>
        [.. faults.List.Select(it => new ListedFault(it.File, it.Line, it.Field, it.Rule, Texts.Of(it.Rule)))];
}

public static class ImportEndpoints
{
    /// <summary>An endpoint whose body is a list of up to 256 MiB as <c>text/csv</c>; neither compressed nor of no type.</summary>
    public static RouteHandlerBuilder TakesCsv(this RouteHandlerBuilder endpoint) =>
        endpoint.Accepts<byte[]>("text/csv").WithMetadata(new BodyLimit(CsvList.MostBytes + 1)).AddEndpointFilter((context, next) =>
        {
            ContentTypes.RequireCsv(context.HttpContext.Request);
            return next(context);
        });
}

/// <summary>Cells of a CSV answer: quoted where needed, and harmless to a spreadsheet that would run a formula.</summary>
public static class CsvCell
{
    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r') value = "'" + value;
        return value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
    }

    public static string Line(params string?[] cells) => string.Join(',', cells.Select(Of)) + "\n";
}
