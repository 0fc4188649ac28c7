using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Support;

namespace Defaults.Tests;

/// <summary>A tiny service over the shop's store, made with Defaults like every other.</summary>
sealed class Shop : IAsyncDisposable
{
    readonly TestIssuer issuer;
    readonly TestStore store;

    Shop(TestStore store, TestIssuer issuer, RunningService service) => (this.store, this.issuer, Service) = (store, issuer, service);

    public RunningService Service { get; }
    public TestIssuer Issuer => issuer;
    public TestStore Store => store;
    public Ears Ears => Service.Services.GetRequiredService<Ears>();
    public Relay<ShopStore> Relay => Service.Services.GetRequiredService<Relay<ShopStore>>();

    /// <summary>Where the relay hands facts over.</summary>
    public IRelayEnd End => Service.Services.GetRequiredService<IRelayEnd>();

    /// <param name="relaying">false where the test hands the facts over itself, batch by batch</param>
    /// <param name="bus">whether facts travel by the broker</param>
    /// <param name="make">what is done before it serves, <see cref="MakeAsync"/> unless given</param>
    public static async Task<Shop> OpenAsync(
        string provider, bool relaying = true, Action<WebApplicationBuilder>? change = null, bool bus = false, Func<IServiceProvider, Task>? make = null)
    {
        var (store, issuer) = (await TestStore.MakeAsync(provider), await TestIssuer.StartAsync());
        if (bus) change = (builder => builder.Configuration.AddInMemoryCollection(TestBus.Settings(NameOf(store)))) + change;
        var service = await RunningService.StartAsync(builder => Add(builder, relaying), Map, make ?? MakeAsync, store, issuer, change);
        return new Shop(store, issuer, service);
    }

    /// <summary>Does something with the store in a caller's name.</summary>
    public async Task<T> InAsync<T>(Caller caller, Func<ShopStore, Task<T>> act)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = caller;
        return await act(scope.ServiceProvider.GetRequiredService<ShopStore>());
    }

    public Task<int> SaveAsync(Action<ShopStore> act) => InAsync(Caller.System, db =>
    {
        act(db);
        return db.SaveChangesAsync();
    });

    public Task<Dictionary<string, int>> TalliesAsync() =>
        InAsync(Caller.System, db => db.Tallies.ToDictionaryAsync(it => it.Id, it => it.Count));

    /// <summary>Waits until the hearers have counted this, and no more.</summary>
    public async Task HoldsAsync(params (string Tally, int Count)[] expected)
    {
        await Eventually.HoldsAsync(async () => (await TalliesAsync()).Count == expected.Length);
        Assert.Equal(expected.ToDictionary(it => it.Tally, it => it.Count), await TalliesAsync());
    }

    /// <summary>Lets every lease of the outbox lapse.</summary>
    public Task<int> LapseAsync() => InAsync(Caller.System, db => db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(it => it.LeasedUntil, (DateTime?)null)));

    /// <summary>Sends a message to the shop's queue past every relay.</summary>
    public async Task SendAsync(string? id, string type, byte[] body, string? encoding = null, byte[]? trace = null)
    {
        await using var connection = await TestBus.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new RabbitMQ.Client.BasicProperties { Type = type, ContentEncoding = encoding };
        if (id is not null) properties.MessageId = id;
        if (trace is not null) properties.Headers = new Dictionary<string, object?> { ["traceparent"] = trace };
        await channel.BasicPublishAsync("", Service.Services.GetRequiredService<Bus>().Queue, mandatory: true, properties, body);
    }

    public Task<OutboxState> OutboxAsync() => Service.Services.GetRequiredService<IStoreProbe>().ReadAsync(CancellationToken.None);

    static void Add(WebApplicationBuilder builder, bool relaying)
    {
        var services = builder.Services;
        builder.AddDefaults("shop");
        services.AddStore<ShopStore, ShopSqlite, ShopPostgres>(builder.Configuration, "shop");
        services.AddSingleton<Ears>();
        services.AddHearing<ShopStore>(it => it
            .Hear<CrateMoved, WhenCrateMoved>().Hear<CrateMoved, WhenCrateMovedToo>().Hear<CrateLost, WhenCrateLost>());
        if (relaying) return;
        services.Remove(services.Single(it => it.ServiceType == typeof(IHostedService) && it.ImplementationType == typeof(Relay<ShopStore>)));
        services.AddSingleton<Relay<ShopStore>>();
    }

    static void Map(WebApplication app)
    {
        app.UseDefaults("shop");
        ShopHttp.Map(app);
        app.MapGrpcService<ShopGrpc>().For(Role.Community, Role.Service);
        app.MapGrpcService<CountGrpc>().For(Role.Community, Role.Service);
    }

    static string NameOf(TestStore store) => Path.GetFileName(store.Folder);

    /// <summary>Makes its tables and its queues.</summary>
    public static async Task MakeAsync(IServiceProvider provider)
    {
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShopStore>().Database.EnsureCreatedAsync();
        await provider.DeclareBusAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var bus = Service.Services.GetService<Bus>();
        await Service.DisposeAsync();
        if (bus is not null) await TestBus.DropAsync(bus.Exchange, bus.Queue, bus.DeadQueue);
        await issuer.DisposeAsync();
        await store.DisposeAsync();
    }
}
