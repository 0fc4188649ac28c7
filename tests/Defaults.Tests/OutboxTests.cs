using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Defaults.Tests;

public sealed class OutboxTests
{
    static readonly DateTime start = new(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc);

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Guid Message(int number) => new(number, 0, 0, new byte[8]);

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_saved_is_told_to_every_hearer_and_then_leaves_the_outbox(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        await shop.Ears.NextAsync();
        await shop.Ears.NextAsync();
        await Eventually.TrueAsync(async () => await shop.OutboxAsync() == new OutboxState(0, 0, 0));
        Assert.Equal(new() { ["first-c1"] = 1, ["second-c1"] = 1 }, await shop.TalliesAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_rolled_back_is_never_told(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        await shop.InAsync(Caller.System, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Announce(new CrateMoved("c1"));
            return await db.SaveChangesAsync();
        });
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        Assert.Empty(await shop.TalliesAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_delivery_twenty_times_over_takes_effect_once(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        var message = Message(1);
        for (var time = 0; time < 10; time++) await shop.Service.TellAsync(new CrateMoved("c1"), message);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => shop.Service.TellAsync(new CrateMoved("c1"), message))));
        Assert.Equal(new() { ["first-c1"] = 1, ["second-c1"] = 1 }, await shop.TalliesAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Deliveries_of_one_message_at_the_same_time_take_effect_once(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        var messages = Enumerable.Range(0, 5).Select(number => (Id: Message(number), Fact: new CrateLost($"c{number}"))).ToList();
        await Task.WhenAll(messages.SelectMany(message =>
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Service.TellAsync(message.Fact, message.Id)))));
        Assert.Equal(Enumerable.Range(0, 5).ToDictionary(number => $"lost-c{number}", _ => 1), await shop.TalliesAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_crash_after_telling_repeats_the_fact_and_its_effect_stays_one(string provider)
    {
        var end = new CrashingEnd();
        await using var shop = await Shop.OpenAsync(provider, relaying: false, builder => builder.Services.AddSingleton<IRelayEnd>(end));
        end.Join(shop);
        await shop.SaveAsync(db =>
        {
            db.Announce(new CrateMoved("c1"));
            db.Announce(new CrateMoved("c2"));
        });
        end.Crashing = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() => shop.Relay.RelayBatchAsync(end.Stop));
        end.Crashing = false;
        Assert.Equal(2, (await shop.OutboxAsync()).Waiting);
        while (await shop.Relay.RelayBatchAsync(CancellationToken.None)) { }
        Assert.Equal(3, end.HandedOver);
        Assert.Equal(new() { ["first-c1"] = 1, ["second-c1"] = 1, ["first-c2"] = 1, ["second-c2"] = 1 }, await shop.TalliesAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_hearer_that_fails_leaves_nothing_behind_and_is_told_again_while_the_other_is_not(string provider)
    {
        var time = new FakeTime(start);
        await using var shop = await Shop.OpenAsync(provider, relaying: false, builder => builder.Services.AddSingleton<TimeProvider>(time));
        shop.Ears.Failing["second"] = 2;
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        Assert.Equal(new() { ["first-c1"] = 1 }, await shop.TalliesAsync());
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None)); // it is not time yet
        Assert.Equal(1, shop.Ears.Failing["second"]);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            time.Pass(TimeSpan.FromSeconds(2));
            await shop.Relay.RelayBatchAsync(CancellationToken.None);
        }
        Assert.Equal(new() { ["first-c1"] = 1, ["second-c1"] = 1 }, await shop.TalliesAsync());
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_fact_that_always_fails_is_parked_after_twelve_attempts_while_the_others_pass(string provider)
    {
        var time = new FakeTime(start);
        await using var shop = await Shop.OpenAsync(provider, relaying: false, builder => builder.Services.AddSingleton<TimeProvider>(time));
        shop.Ears.Failing["lost"] = int.MaxValue;
        await shop.SaveAsync(db => db.Announce(new CrateLost("bad")));
        for (var attempt = 1; attempt <= 12; attempt++)
        {
            await shop.SaveAsync(db => db.Announce(new CrateMoved($"good{attempt}")));
            await shop.Relay.RelayBatchAsync(CancellationToken.None);
            Assert.Equal(1, (await shop.TalliesAsync()).GetValueOrDefault($"first-good{attempt}"));
            time.Pass(TimeSpan.FromMinutes(2));
        }
        var attempts = int.MaxValue - shop.Ears.Failing["lost"];
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        Assert.Equal((12, 12), (attempts, int.MaxValue - shop.Ears.Failing["lost"]));
        using var administrator = shop.Service.As(Role.Administrator, "32");
        Assert.Equal("""{"waiting":0,"parked":1,"oldestSeconds":0}""", await administrator.GetStringAsync("/api/v1/shop/outbox"));
        using var community = shop.Service.As(Role.Community, "320102001001");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await community.GetAsync("/api/v1/shop/outbox")).StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_inbox_remembers_each_hearer_of_a_delivery(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        var message = Message(1);
        await shop.Service.TellAsync(new CrateMoved("c1"), message);
        var inbox = await shop.InAsync(Caller.System, db => db.Set<InboxRow>().OrderBy(row => row.Hearer).Select(row => row.Hearer).ToListAsync());
        Assert.Equal([nameof(WhenCrateMoved), nameof(WhenCrateMovedToo)], inbox);
    }
}
