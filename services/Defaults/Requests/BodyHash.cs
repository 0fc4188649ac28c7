using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Defaults;

/// <summary>Hashes the body of a request with an Idempotency-Key while it is read, so that nothing of it need be stored.</summary>
sealed class BodyHash(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey(Idempotent.Header))
        {
            await next(http);
            return;
        }
        await using var body = new HashedStream(http.Request.Body);
        http.Request.Body = body;
        http.Items[typeof(HashedStream)] = body;
        await next(http);
    }
}

sealed class HashedStream(Stream inner) : ReadOnlyStream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    Stream source = inner;
    string? whole;

    /// <summary>
    /// Waits for what has not been read yet and holds it in memory, then gives the hash of the whole body: so no
    /// transaction is open, and on SQLite no writer waits, while a slow caller sends.
    /// </summary>
    public async Task<string> HoldAsync(CancellationToken stop)
    {
        if (whole is not null) return whole;
        var held = new MemoryStream();
        await CopyToAsync(held, stop);
        held.Position = 0;
        source = held;
        return whole = Convert.ToHexString(hash.GetCurrentHash());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        if (whole is null) hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
