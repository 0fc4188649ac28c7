using Contracts.Households.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Support;

namespace Defaults.Tests;

public sealed class GrpcStatusTests(OpenShop open) : IClassFixture<OpenShop>
{
    readonly Shop shop = open.Shop;

    [Theory]
    [InlineData("refused", StatusCode.FailedPrecondition, "crate-is-whole")]
    [InlineData("missing", StatusCode.NotFound, "crate")]
    [InlineData("stale", StatusCode.Aborted, "stale-version")]
    [InlineData("invalid", StatusCode.InvalidArgument, "input-follows-its-rules")]
    [InlineData("away", StatusCode.Unavailable, "store-is-reachable")]
    public async Task What_a_verb_throws_is_a_status_with_the_rules_name(string how, StatusCode status, string rule)
    {
        using var channel = shop.Service.Channel();
        var client = new HouseholdRegister.HouseholdRegisterClient(channel);
        var headers = shop.Service.Headers(Role.Community, "320102001001");
        var unary = await Assert.ThrowsAsync<RpcException>(async () => await client.FindAsync(new FindHousehold { Id = how }, headers));
        Assert.Equal((status, rule), (unary.StatusCode, unary.Trailers.GetValue("rule")));
        using var stream = client.List(new ListHouseholds { Area = how }, headers);
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        var broken = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((status, rule), (broken.StatusCode, broken.Trailers.GetValue("rule")));
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_the_callers_fault()
    {
        using var log = new RecordedLog();
        await using var logged = await Shop.OpenAsync("sqlite", change: builder => builder.Logging.AddProvider(log));
        using var channel = logged.Service.Channel();
        var options = new CallOptions(logged.Service.Headers(Role.Community, "320102001001"));
        foreach (var hex in new[] { "FFFFFFFFFF", "0A0561", "0F", "0AFFFFFFFF0F" })
        {
            await RefusedAsync(channel.CreateCallInvoker(), options, Convert.FromHexString(hex));
            await RefusedAmongOthersAsync(channel.CreateCallInvoker(), options, Convert.FromHexString(hex));
        }
        Assert.DoesNotContain("InvalidProtocolBuffer", log.Text, StringComparison.Ordinal);
    }

    static async Task RefusedAsync(CallInvoker calls, CallOptions options, byte[] bytes)
    {
        using var one = calls.AsyncUnaryCall(Raw(MethodType.Unary, "Find"), null, options, bytes);
        var unary = await Assert.ThrowsAsync<RpcException>(async () => await one);
        using var many = calls.AsyncServerStreamingCall(Raw(MethodType.ServerStreaming, "List"), null, options, bytes);
        var streamed = await Assert.ThrowsAsync<RpcException>(() => many.ResponseStream.MoveNext(CancellationToken.None));
        Assert.All([unary, streamed], IsUnreadable);
    }

    /// <summary>A good message before the bad one changes nothing.</summary>
    static async Task RefusedAmongOthersAsync(CallInvoker calls, CallOptions options, byte[] bytes)
    {
        using var all = calls.AsyncClientStreamingCall(Raw(MethodType.ClientStreaming, "All", CountGrpc.Name), null, options);
        await all.RequestStream.WriteAsync([]);
        await all.RequestStream.WriteAsync(bytes);
        await all.RequestStream.CompleteAsync();
        IsUnreadable(await Assert.ThrowsAsync<RpcException>(async () => await all));
        using var each = calls.AsyncDuplexStreamingCall(Raw(MethodType.DuplexStreaming, "Each", CountGrpc.Name), null, options);
        await each.RequestStream.WriteAsync([]);
        Assert.True(await each.ResponseStream.MoveNext(CancellationToken.None));
        await each.RequestStream.WriteAsync(bytes);
        IsUnreadable(await Assert.ThrowsAsync<RpcException>(() => each.ResponseStream.MoveNext(CancellationToken.None)));
    }

    static void IsUnreadable(RpcException error) =>
        Assert.Equal((StatusCode.InvalidArgument, "request-is-readable"), (error.StatusCode, error.Trailers.GetValue("rule")));

    static Method<byte[], byte[]> Raw(MethodType type, string name, string? service = null)
    {
        var bytes = Marshallers.Create<byte[]>(it => it, it => it);
        return new Method<byte[], byte[]>(type, service ?? HouseholdRegister.Descriptor.FullName, name, bytes, bytes);
    }

    [Fact]
    public async Task What_a_verb_throws_amid_a_stream_of_requests_is_a_status_with_the_rules_name()
    {
        using var channel = shop.Service.Channel();
        var options = new CallOptions(shop.Service.Headers(Role.Community, "320102001001"));
        using var all = channel.CreateCallInvoker().AsyncClientStreamingCall(CountGrpc.ToAll, null, options);
        await all.RequestStream.WriteAsync(new FindHousehold { Id = "h1" });
        await all.RequestStream.WriteAsync(new FindHousehold { Id = "refused" });
        var one = await Assert.ThrowsAsync<RpcException>(async () => await all);
        using var each = channel.CreateCallInvoker().AsyncDuplexStreamingCall(CountGrpc.ToEach, null, options);
        await each.RequestStream.WriteAsync(new FindHousehold { Id = "refused" });
        var many = await Assert.ThrowsAsync<RpcException>(() => each.ResponseStream.MoveNext(CancellationToken.None));
        Assert.All([one, many], error => Assert.Equal((StatusCode.FailedPrecondition, "crate-is-whole"), (error.StatusCode, error.Trailers.GetValue("rule"))));
    }

    [Fact]
    public async Task An_error_inside_says_nothing_of_itself()
    {
        using var channel = shop.Service.Channel();
        var client = new HouseholdRegister.HouseholdRegisterClient(channel);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.FindAsync(new FindHousehold { Id = "anything" }, shop.Service.Headers(Role.Community, "320102001001")));
        Assert.DoesNotContain("王秀英", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_token_or_with_another_role_is_denied()
    {
        using var channel = shop.Service.Channel();
        var client = new HouseholdRegister.HouseholdRegisterClient(channel);
        var nobody = await Assert.ThrowsAsync<RpcException>(async () => await client.FindAsync(new FindHousehold { Id = "h1" }));
        Assert.Equal(StatusCode.Unauthenticated, nobody.StatusCode);
        var other = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.FindAsync(new FindHousehold { Id = "h1" }, shop.Service.Headers(Role.Auditor, "32")));
        Assert.Equal(StatusCode.PermissionDenied, other.StatusCode);
        Assert.Equal("h1", (await client.FindAsync(new FindHousehold { Id = "h1" }, shop.Service.Headers(Role.Service))).Id);
    }
}
