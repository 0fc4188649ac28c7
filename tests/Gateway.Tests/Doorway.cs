using Support;

namespace Gateway.Tests;

/// <summary>One gateway with a tiny service behind each name, for all tests of a class that change nothing for each other.</summary>
public sealed class Doorway : IAsyncLifetime
{
    readonly Dictionary<string, Backend> backends = [];
    TestStore store = null!;

    internal FrontDoor Door { get; private set; } = null!;

    internal Backend Behind(string service) => backends[service];

    public async Task InitializeAsync()
    {
        store = await TestStore.MakeAsync("sqlite");
        var settings = new Dictionary<string, string?>
        {
            ["Limits:ImportBody"] = $"{4 << 20}",
            ["Limits:FailuresPerMinute"] = "1000",
            ["Limits:FailuresPerMinuteOfAddress"] = "1000",
        };
        foreach (var service in GatewayService.Services)
        {
            backends[service] = await Backend.StartAsync(service);
            foreach (var (key, value) in backends[service].Settings(service)) settings[key] = value;
        }
        Door = await FrontDoor.StartAsync(store, settings);
    }

    public async Task DisposeAsync()
    {
        await Door.DisposeAsync();
        foreach (var backend in backends.Values) await backend.DisposeAsync();
        await store.DisposeAsync();
    }
}
