using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Support;

namespace Defaults.Tests;

/// <summary>A broker that is there and says nothing, and one that gives a message up.</summary>
public sealed class BrokerTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Fact]
    public async Task What_a_silent_broker_is_told_fails_within_seconds_time_and_again_and_is_taken_once_when_it_speaks()
    {
        using var loopback = new TcpProxy(TestBus.Port);
        await using var shop = await Shop.OpenAsync("sqlite", relaying: false, bus: true, change: it => it.Configuration["Bus:Address"] = TestBus.By(loopback.Port));
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c0")));
        Assert.True(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        loopback.FallSilent();
        await shop.SaveAsync(db =>
        {
            for (var number = 1; number <= 3; number++) db.Announce(new CrateMoved($"c{number}"));
        });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var watch = Stopwatch.StartNew();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.Relay.RelayBatchAsync(CancellationToken.None));
            Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7));
        }
        loopback.Speak();
        Assert.True(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        await shop.HoldsAsync([.. Enumerable.Range(0, 4).SelectMany(number => new[] { ($"first-c{number}", 1), ($"second-c{number}", 1) })]);
        Assert.Equal(new OutboxState(0, 0, 0), await shop.OutboxAsync());
    }

    [Fact]
    public async Task A_silent_broker_keeps_no_process_from_ending()
    {
        using var loopback = new TcpProxy(TestBus.Port);
        var shop = await Shop.OpenAsync("sqlite", bus: true, change: it => it.Configuration["Bus:Address"] = TestBus.By(loopback.Port));
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        await shop.HoldsAsync(("first-c1", 1), ("second-c1", 1));
        loopback.FallSilent();
        var watch = Stopwatch.StartNew();
        await shop.DisposeAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_message_that_ends_whoever_hears_it_is_given_up_parked_and_taken_when_an_administrator_says_so(string provider)
    {
        var deaths = 0;
        await using var shop = await Shop.OpenAsync(provider, bus: true, make: async services =>
        {
            await Shop.MakeAsync(services);
            deaths = await EndHearersAsync(services.GetRequiredService<Bus>());
        });
        await shop.SaveAsync(db => db.Announce(new CrateLost("good")));
        await shop.HoldsAsync(("lost-good", 1));
        await Eventually.HoldsAsync(async () => (await shop.OutboxAsync()).Parked == 1);
        Assert.Equal(21, deaths); // the limit, and the one that broke it
        using var administrator = shop.Service.As(Role.Administrator, "32");
        var parked = Assert.Single((await administrator.GetFromJsonAsync<Page<ParkedView>>("/api/v1/shop/parked"))!.Items);
        Assert.Equal((deadly, "Defaults.Tests.CrateMoved", "hearer-survives-it"), (parked.Id, parked.Fact, parked.Why));
        using var taken = await administrator.PostAsync($"/api/v1/shop/parked/{parked.Id}/replay", null);
        taken.EnsureSuccessStatusCode();
        await shop.HoldsAsync(("lost-good", 1), ("first-deadly", 1), ("second-deadly", 1));
        Assert.Equal(0u, await WaitingAsync(shop.Service.Services.GetRequiredService<Bus>().DeadQueue));
    }

    static readonly Guid deadly = new(21, 0, 0, new byte[8]);

    /// <summary>Sends a message that takes every hearer's channel with it, until the broker has given it up.</summary>
    /// <returns>how many it has taken</returns>
    static async Task<int> EndHearersAsync(Bus bus)
    {
        await using var connection = await TestBus.ConnectAsync();
        await using (var telling = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)))
        {
            var properties = new BasicProperties { MessageId = deadly.ToString("N"), Type = "Defaults.Tests.CrateMoved", DeliveryMode = DeliveryModes.Persistent };
            await telling.BasicPublishAsync("", bus.Queue, mandatory: true, properties, Encoding.UTF8.GetBytes("""{"crate":"deadly"}"""));
        }
        for (var deaths = 0; ; deaths++)
        {
            await using var hearing = await connection.CreateChannelAsync();
            BasicGetResult? heard = null;
            await Eventually.HoldsAsync(async () =>
                (heard = await hearing.BasicGetAsync(bus.Queue, autoAck: false)) is not null || await WaitingAsync(bus.DeadQueue) == 1);
            if (heard is null) return deaths;
        }
    }

    static async Task<uint> WaitingAsync(string queue)
    {
        await using var connection = await TestBus.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }
}
