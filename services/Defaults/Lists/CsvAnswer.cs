using System.Text;
using Microsoft.AspNetCore.Http;

namespace Defaults;

/// <summary>A whole list as CSV, sent line by line while it is read; for whoever asks with <c>Accept: text/csv</c>.</summary>
public sealed class CsvAnswer(string header, IAsyncEnumerable<string> lines) : IResult
{
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static bool IsWanted(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);

    /// <param name="header">column names, separated by commas</param>
    /// <param name="line">makes a row with <see cref="CsvCell.Line"/></param>
    public static CsvAnswer Of<T>(string header, IAsyncEnumerable<T> rows, Func<T, string> line) => new(header, rows.Select(line));

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        await using var writer = new StreamWriter(http.Response.Body, utf8, bufferSize: 1 << 14, leaveOpen: true);
        await writer.WriteAsync(header + "\n");
        await foreach (var line in lines.WithCancellation(http.RequestAborted)) await writer.WriteAsync(line);
    }
}
