using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SystemTests;

/// <summary>What came back: an HTTP status, or <c>grpc-N</c> with the status of a gRPC call, and all that was said.</summary>
sealed record Answer(string Status, string Said)
{
    public static async Task<Answer> AskAsync(HttpClient http, string address, string? token, string method, string path, string body)
    {
        var grpc = IsGrpc(path);
        using var request = new HttpRequestMessage(new HttpMethod(method), address + path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (grpc)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            // Watching has no end of its own; who is let in watches until the deadline.
            if (path.EndsWith("/Watch", StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation("grpc-timeout", "20m");
            request.Content = new ByteArrayContent(FirstField(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }
        else if (method is not "GET")
        {
            var json = body.Length == 0 || body[0] is '{' or '[';
            request.Content = new StringContent(json ? body : body.Replace('|', '\n'), Encoding.UTF8, json ? "application/json" : "text/csv");
            if (method is "PUT" or "POST") request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        }
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        if (!grpc || answer.StatusCode != HttpStatusCode.OK) return new Answer($"{(int)answer.StatusCode}", said);
        var status = answer.TrailingHeaders.TryGetValues("grpc-status", out var trailer) ? trailer : answer.Headers.GetValues("grpc-status");
        return new Answer("grpc-" + status.Single(), said);
    }

    public static bool IsGrpc(string path) => path.StartsWith("/pairing.", StringComparison.Ordinal) || path.StartsWith("/grpc.", StringComparison.Ordinal);

    /// <summary>Every request message of ours has a text as its first field, so that one frame fits them all.</summary>
    static byte[] FirstField(string text)
    {
        var value = Encoding.UTF8.GetBytes(text);
        byte[] message = value.Length == 0 ? [] : [0x0A, (byte)value.Length, .. value];
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
