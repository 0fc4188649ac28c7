using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Defaults;

public static class NdjsonAnswer
{
    public const string Type = "application/x-ndjson";

    public static bool IsWanted(HttpRequest request) => request.Headers.Accept.ToString().Contains(Type, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A whole list with a JSON object a line, sent while it is read; for whoever asks with <c>Accept: application/x-ndjson</c>.</summary>
public sealed class NdjsonAnswer<T>(IAsyncEnumerable<T> items) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = NdjsonAnswer.Type;
        var body = http.Response.BodyWriter;
        await foreach (var item in items.WithCancellation(http.RequestAborted))
        {
            await JsonSerializer.SerializeAsync(body, item, Wire.Json, http.RequestAborted);
            body.Write("\n"u8);
        }
        await body.FlushAsync(http.RequestAborted);
    }
}
