using System.Diagnostics;
using Contracts.Health.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Support;
using HealthClient = Contracts.Health.V1.Health.HealthClient;
using ServingStatus = Contracts.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Defaults.Tests;

public sealed class HealthGrpcTests
{
    const int most = 500;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Fact]
    public async Task Whoever_asks_is_told_of_the_process_and_of_each_of_its_services_by_name_and_package()
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        using var channel = shop.Service.Channel();
        var health = new HealthClient(channel);
        foreach (var name in (string[])["", "pairing.households.v1", "pairing.households.v1.HouseholdRegister", "pairing.shop.v1.Count", "grpc.health.v1.Health"])
            Assert.Equal((name, ServingStatus.Serving), (name, (await health.CheckAsync(new() { Service = name })).Status));
        foreach (var name in (string[])["pairing", "households", "pairing.households.v1.", "pairing.households.v1.HouseholdPositions", " ", "\0"])
        {
            var unknown = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new() { Service = name }));
            Assert.Equal((name, StatusCode.NotFound, "grpc-service-is-known"), (name, unknown.StatusCode, unknown.Trailers.GetValue("rule")));
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task It_serves_while_it_is_ready_and_who_watches_hears_each_change_once(string provider)
    {
        using var log = new RecordedLog();
        await using var shop = await Shop.OpenAsync(provider, relaying: false, change: builder => builder.Logging.AddProvider(log));
        using var channel = shop.Service.Channel();
        var health = new HealthClient(channel);
        using var watch = health.Watch(new());
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        await shop.InAsync(Caller.System, db => db.Database.ExecuteSqlRawAsync("ALTER TABLE outbox RENAME TO elsewhere"));
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new())).Status);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        for (var i = 0; i < 5; i++) await health.CheckAsync(new()); // found the same again, nobody is told
        await shop.InAsync(Caller.System, db => db.Database.ExecuteSqlRawAsync("ALTER TABLE elsewhere RENAME TO outbox"));
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new())).Status);
    }

    [Fact]
    public async Task Who_watches_a_service_that_is_not_known_is_told_so_and_may_stay()
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        using var channel = shop.Service.Channel();
        using var watch = new HealthClient(channel).Watch(new() { Service = "nobody" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1));
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
        var over = await Assert.ThrowsAsync<RpcException>(() => NextAsync(watch));
        Assert.Equal(StatusCode.DeadlineExceeded, over.StatusCode);
    }

    [Fact]
    public async Task A_process_that_ends_tells_its_watchers_and_waits_for_none_of_them()
    {
        using var log = new RecordedLog();
        var shop = await Shop.OpenAsync("sqlite", change: builder => builder.Logging.AddProvider(log));
        using var channel = shop.Service.Channel();
        using var watch = new HealthClient(channel).Watch(new());
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        var clock = Stopwatch.StartNew();
        var ending = shop.DisposeAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => NextAsync(watch))).StatusCode);
        await ending;
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"it took {clock.Elapsed}");
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task Only_so_many_watch_at_once_and_who_leaves_makes_room()
    {
        using var log = new RecordedLog();
        await using var shop = await Shop.OpenAsync("sqlite", change: builder => builder.Logging.AddProvider(log));
        using var channel = shop.Service.Channel();
        var health = new HealthClient(channel);
        var watching = new List<AsyncServerStreamingCall<HealthCheckResponse>>();
        for (var i = 0; i < most; i++) watching.Add(health.Watch(new()));
        foreach (var watch in watching) Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        using var late = health.Watch(new());
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => NextAsync(late))).StatusCode);
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new())).Status);
        foreach (var watch in watching) watch.Dispose();
        await Eventually.HoldsAsync(async () =>
        {
            using var again = health.Watch(new());
            return await Record.ExceptionAsync(() => NextAsync(again)) is null;
        });
        Assert.Empty(log.Errors); // that somebody left is no error
    }

    static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await watch.ResponseStream.MoveNext(patience.Token) ? watch.ResponseStream.Current.Status : throw new InvalidOperationException("the stream has ended");
    }
}
