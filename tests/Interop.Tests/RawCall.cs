using System.Net;
using System.Net.Http.Headers;

namespace Interop.Tests;

/// <summary>A gRPC call as bytes over HTTP/2: what stands in the body is the caller's affair.</summary>
sealed class RawCall(Uri address, string? token) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="Status">the gRPC status as a number, or <c>http-N</c> where there is none</param>
    public sealed record Answer(string Status, string Message, byte[] Body);

    /// <param name="encoding">what the body says its messages are compressed by</param>
    /// <param name="milliseconds">the deadline that the server is told; 0 for none</param>
    /// <exception cref="TimeoutException">when there is no whole answer within 20 s</exception>
    public async Task<Answer> SendAsync(string path, byte[] body, string? encoding = null, int milliseconds = 0)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (encoding is not null) request.Headers.Add("grpc-encoding", encoding);
        if (milliseconds > 0) request.Headers.Add("grpc-timeout", $"{milliseconds}m");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return await ReadAsync(answer, patience.Token);
        }
        catch (HttpRequestException error) when (milliseconds > 0 && error.InnerException is HttpProtocolException { ErrorCode: 8 })
        {
            // The deadline had passed before the server had read the request: then it takes back the stream.
            return new Answer("4", "", []);
        }
        catch (OperationCanceledException error) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"{path} hangs for {Convert.ToHexString(body.AsSpan(0, Math.Min(body.Length, 100)))}, {body.Length} bytes", error);
        }
    }

    static async Task<Answer> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var said = await answer.Content.ReadAsByteArrayAsync(stop);
        string? Find(string name) => answer.TrailingHeaders.TryGetValues(name, out var found) || answer.Headers.TryGetValues(name, out found) ? found.Single() : null;
        return new Answer(Find("grpc-status") ?? $"http-{(int)answer.StatusCode}", Uri.UnescapeDataString(Find("grpc-message") ?? ""), said);
    }

    public void Dispose() => http.Dispose();
}
