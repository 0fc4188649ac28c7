using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Defaults.Tests;

public sealed class OutboxTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;
    public static IEnumerable<object[]> Ways => TestBus.Ways;

    [Theory, MemberData(nameof(Ways))]
    public async Task What_is_saved_is_told_to_every_hearer_and_then_leaves_the_outbox(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: bus);
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        await shop.HoldsAsync(("first-c1", 1), ("second-c1", 1));
        await Eventually.HoldsAsync(async () => await shop.OutboxAsync() == new OutboxState(0, 0, 0));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_relay_is_woken_by_facts_alone(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        var bell = shop.Service.Services.GetRequiredService<OutboxBell<ShopStore>>();
        Assert.Equal(1, await shop.SaveAsync(db => db.Add(new Tally { Id = "t1" })));
        Assert.False(bell.HasRung);
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        Assert.True(bell.HasRung);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Many_facts_wake_the_relay_when_they_are_committed(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false);
        var bell = shop.Service.Services.GetRequiredService<OutboxBell<ShopStore>>();
        await shop.InAsync(Caller.System, db => db.InOneAsync(async () =>
        {
            await db.AnnounceManyAsync(Enumerable.Range(1, 3).Select(it => new CrateMoved($"c{it}")), CancellationToken.None);
            db.Announce(new CrateMoved("c4"));
            await db.SaveChangesAsync();
            Assert.False(bell.HasRung);
            return 0;
        }, CancellationToken.None));
        Assert.True(bell.HasRung);
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

    [Theory, MemberData(nameof(Ways))]
    public async Task A_crash_after_telling_repeats_the_facts_and_their_effect_stays_one(string provider, bool bus)
    {
        CrashingEnd? end = null;
        await using var shop = await Shop.OpenAsync(provider, relaying: false, bus: bus, change: builder => builder.Services.AddSingleton<IRelayEnd>(services =>
            end = new CrashingEnd(services.GetService<Bus>() is { } broker ? new BusEnd(broker) : Joined(services))));
        await shop.SaveAsync(db =>
        {
            db.Announce(new CrateMoved("c1"));
            db.Announce(new CrateMoved("c2"));
        });
        _ = shop.End;
        end!.Crashing = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() => shop.Relay.RelayBatchAsync(end.Stop));
        end.Crashing = false;
        Assert.Equal(2, (await shop.OutboxAsync()).Waiting);
        await shop.LapseAsync();
        while (await shop.Relay.RelayBatchAsync(CancellationToken.None)) { }
        Assert.Equal(4, end.HandedOver);
        await shop.HoldsAsync(("first-c1", 1), ("second-c1", 1), ("first-c2", 1), ("second-c2", 1));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_an_end_refuses_stays_in_the_outbox_and_is_free_at_once(string provider)
    {
        var end = new RefusingEnd();
        await using var shop = await Shop.OpenAsync(provider, relaying: false, builder => builder.Services.AddSingleton<IRelayEnd>(end));
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        end.Refusing = true;
        await Assert.ThrowsAsync<IOException>(() => shop.Relay.RelayBatchAsync(CancellationToken.None));
        end.Refusing = false;
        Assert.True(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        Assert.Equal((1, new OutboxState(0, 0, 0)), (end.HandedOver, await shop.OutboxAsync()));
    }

    [Fact]
    public async Task What_one_replica_holds_no_other_takes_until_its_lease_lapses()
    {
        var end = new RefusingEnd();
        await using var shop = await Shop.OpenAsync("postgres", relaying: false, builder => builder.Services.AddSingleton<IRelayEnd>(end));
        await shop.SaveAsync(db => db.Announce(new CrateMoved("c1")));
        end.Holding = true;
        var first = shop.Relay.RelayBatchAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(end.HandedOver == 1));
        Assert.False(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        await shop.LapseAsync();
        end.Holding = false;
        Assert.True(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        end.Free();
        Assert.True(await first);
        Assert.Equal(2, end.HandedOver);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_the_inbox_remembers_is_forgotten_after_its_time_and_not_before(string provider)
    {
        var time = new FakeTime(new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc));
        await using var shop = await Shop.OpenAsync(provider, relaying: false, builder => builder.Services.AddSingleton<TimeProvider>(time));
        var upkeep = ActivatorUtilities.CreateInstance<Upkeep<ShopStore>>(shop.Service.Services);
        Task<int> RememberedAsync() => shop.InAsync(Caller.System, db => db.Set<InboxRow>().CountAsync());
        await shop.Service.TellAsync(new CrateMoved("c1"), Guid.Empty);
        time.Pass(TimeSpan.FromDays(7));
        await upkeep.SweepAsync(CancellationToken.None);
        Assert.Equal(1, await RememberedAsync());
        time.Pass(TimeSpan.FromDays(8));
        await upkeep.SweepAsync(CancellationToken.None);
        Assert.Equal(0, await RememberedAsync());
    }

    static InProcessEnd Joined(IServiceProvider services)
    {
        var end = new InProcessEnd();
        end.Join("shop", services.GetRequiredService<IHearing>());
        return end;
    }
}
