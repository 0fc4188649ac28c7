using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Contracts.Households.V1;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Support;

namespace Defaults.Tests;

/// <summary>What stands around the messages of a gRPC request, as bytes.</summary>
public sealed class FrameTests
{
    const string One = "/pairing.households.v1.HouseholdRegister/Find";
    const string Many = "/pairing.shop.v1.Count/All";
    const string Ok = "0", InvalidArgument = "3", ResourceExhausted = "8";

    static readonly byte[] message = new FindHousehold { Id = "h1" }.ToByteArray();
    static readonly byte[] good = Frame(message, message.Length);

    static readonly (string Path, byte[] Body, string Status, bool Packed)[] rows =
    [
        (One, good, Ok, false),
        (One, [], InvalidArgument, false),
        (One, good[..3], InvalidArgument, false),
        (One, good[..^1], InvalidArgument, false),
        (One, [.. good, 0], InvalidArgument, false),
        (One, [.. good, .. good], InvalidArgument, false),
        (One, [2, .. good.Skip(1)], InvalidArgument, false),
        (One, [1, .. good.Skip(1)], InvalidArgument, false),
        (One, good, Ok, true),
        (One, Frame(message, -1), InvalidArgument, false),
        (One, Frame(message, (4 << 20) + 1), ResourceExhausted, false),
        (Many, [], Ok, false),
        (Many, [.. good, .. good, .. good], Ok, false),
        (Many, [.. good, 0, 0], InvalidArgument, false),
        (Many, [.. good, 7, .. good.Skip(1)], InvalidArgument, false),
        (Many, [.. good, .. good[..^1]], InvalidArgument, false),
        (One, Packed(message), Ok, true),
        (One, [.. Packed(message)[..15], 0xFF, 0xFF, .. Packed(message)[17..]], InvalidArgument, true),
        (One, Packed(new byte[64 << 20]), ResourceExhausted, true), // 64 kB that would become 64 MB
    ];

    [Fact]
    public async Task Bytes_that_are_no_frames_or_cannot_be_unpacked_are_the_callers_fault()
    {
        using var log = new RecordedLog();
        await using var shop = await Shop.OpenAsync("sqlite", change: builder => builder.Logging.AddProvider(log));
        using var http = new HttpClient { BaseAddress = new Uri(shop.Service.GrpcAddress) };
        var wrong = new List<string>();
        foreach (var (path, body, status, packed) in rows)
        {
            var answer = await AskAsync(http, shop.Issuer.Token(Role.Service), path, body, packed);
            if (answer != status) wrong.Add($"{path} {Convert.ToHexString(body[..Math.Min(body.Length, 40)])}: {answer}, not {status}");
        }
        Assert.Empty(wrong);
        Assert.Empty(log.Errors);
    }

    static async Task<string> AskAsync(HttpClient http, string token, string path, byte[] body, bool packed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (packed) request.Headers.Add("grpc-encoding", "gzip");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var answer = await http.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.TrailingHeaders.TryGetValues("grpc-status", out var status) || answer.Headers.TryGetValues("grpc-status", out status) ? status.Single() : $"{answer.StatusCode}";
    }

    static byte[] Packed(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(message);
        var frame = Frame(packed.ToArray(), packed.ToArray().Length);
        frame[0] = 1;
        return frame;
    }

    static byte[] Frame(byte[] message, int length)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
