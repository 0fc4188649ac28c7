using System.Buffers.Binary;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Defaults;

/// <summary>
/// Around each message of a gRPC request stands a frame: a byte of flags (packed or not), four of length. The framework
/// calls bytes that are no such frames, or that cannot be unpacked, an error inside, in the log too; they are the caller's.
/// </summary>
static class ReadableFrames
{
    const string rule = "request-is-readable";

    public static void UseReadableFrames(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is not { } method)
        {
            await next(http);
            return;
        }
        var packs = http.Request.Headers["grpc-encoding"].ToString() is not ("" or "identity");
        await using var frames = new FramedStream(http.Request.Body, packs, single: method.Type is MethodType.Unary or MethodType.ServerStreaming);
        http.Request.Body = frames;
        await next(http);
    });

    /// <summary>The same compression, but that bytes which are none are the caller's fault, and that little does not become too much.</summary>
    /// <param name="most">bytes of a message</param>
    public static ICompressionProvider Readable(this ICompressionProvider inner, int most) => new Unpacking(inner, most);

    static RpcException Unreadable(Exception? inner = null) =>
        new(new Status(StatusCode.InvalidArgument, Texts.English(rule), inner), new Metadata { { "rule", rule } });

    /// <param name="packs">whether the caller said how what is packed is packed</param>
    /// <param name="single">whether there is to be one frame, no more and no less</param>
    sealed class FramedStream(Stream inner, bool packs, bool single) : ReadOnlyStream
    {
        const int head = 5;

        readonly byte[] started = new byte[head];
        int filled;
        long left;
        int frames;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0 && (filled > 0 || left > 0 || single && frames == 0)) throw Unreadable();
            Follow(buffer.Span[..read]);
            return read;
        }

        void Follow(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                var some = (int)Math.Min(bytes.Length, left > 0 ? left : head - filled);
                if (left > 0) left -= some;
                else Begin(bytes[..some]);
                bytes = bytes[some..];
            }
        }

        void Begin(ReadOnlySpan<byte> bytes)
        {
            if (filled == 0 && single && frames > 0) throw Unreadable();
            bytes.CopyTo(started.AsSpan(filled));
            filled += bytes.Length;
            if (started[0] > (packs ? 1 : 0)) throw Unreadable();
            if (filled < head) return;
            left = BinaryPrimitives.ReadUInt32BigEndian(started.AsSpan(1));
            if (left > int.MaxValue) throw Unreadable();
            filled = 0;
            frames++;
        }
    }

    sealed class Unpacking(ICompressionProvider inner, int most) : ICompressionProvider
    {
        public string EncodingName => inner.EncodingName;

        public Stream CreateCompressionStream(Stream stream, System.IO.Compression.CompressionLevel? compressionLevel) =>
            inner.CreateCompressionStream(stream, compressionLevel);

        public Stream CreateDecompressionStream(Stream stream) => new UnpackedStream(inner.CreateDecompressionStream(stream), most);
    }

    sealed class UnpackedStream(Stream inner, int most) : ReadOnlyStream
    {
        int total;

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                var read = inner.Read(buffer, offset, count);
                total += read;
                return total <= most ? read : throw new RpcException(new Status(StatusCode.ResourceExhausted, Texts.English("body-within-limit")));
            }
            catch (InvalidDataException error)
            {
                throw Unreadable(error);
            }
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException("it is in memory already");

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
