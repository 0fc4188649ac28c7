using System.Net.Http.Json;
using Contracts.Organizations.V1;
using Grpc.Core;
using Support;

namespace Gateway.Tests;

public sealed class ReplicaTests : IAsyncLifetime
{
    TestStore store = null!;

    public async Task InitializeAsync() => store = await TestStore.MakeAsync("sqlite");

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Of_two_replicas_both_are_asked_and_when_one_is_away_nobody_notices()
    {
        var (one, other) = (await Backend.StartAsync("organizations"), await Backend.StartAsync("organizations"));
        await using var _ = other;
        await using var door = await FrontDoor.StartAsync(store, Settings(one, other));
        using var http = door.As(null);
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 200 && hosts.Count < 2; i++) hosts.Add(await HostOfAsync(http));
        Assert.Equal(2, hosts.Count);

        await one.DisposeAsync();
        for (var i = 0; i < 40; i++)
        {
            using var read = await http.GetAsync("/api/v1/organizations/echo/x");
            Assert.Equal(200, (int)read.StatusCode);
            using var written = await http.PostAsJsonAsync("/api/v1/organizations/echo/x", new { some = "thing" });
            Assert.Equal(200, (int)written.StatusCode);
            Assert.Contains("thing", await written.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var channel = door.Channel();
        var client = new OrganizationDirectory.OrganizationDirectoryClient(channel);
        for (var i = 0; i < 20; i++) Assert.Equal("o", (await client.FindAsync(new FindOrganization { Id = "o" })).Id);
    }

    [Fact]
    public async Task When_both_replicas_are_away_it_is_a_503_and_whichever_is_back_first_serves_at_once()
    {
        var (one, other) = (await Backend.StartAsync("organizations"), await Backend.StartAsync("organizations"));
        var settings = Settings(one, other);
        settings["Limits:ProbeSeconds"] = "300"; // nobody is told by a probe
        await using var door = await FrontDoor.StartAsync(store, settings);
        using var http = door.As(null);
        await one.DisposeAsync();
        await other.DisposeAsync();
        for (var i = 0; i < 5; i++)
            using (var away = await http.GetAsync("/api/v1/organizations/echo/x"))
            {
                await away.IsProblemAsync(503, "service-is-reachable");
                Assert.NotNull(away.Headers.RetryAfter);
            }
        await using var again = await Backend.StartAsync("organizations", new Uri(other.Http).Port, new Uri(other.Grpc).Port);
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await http.GetAsync("/api/v1/organizations/echo/x");
            return answer.IsSuccessStatusCode;
        }, TimeSpan.FromSeconds(5));
    }

    static Dictionary<string, string?> Settings(Backend one, Backend other) => new()
    {
        ["Backends:organizations:Http"] = $"{one.Http};{other.Http}",
        ["Backends:organizations:Grpc"] = $"{one.Grpc};{other.Grpc}",
    };

    static async Task<string> HostOfAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<Echo>("/api/v1/organizations/echo/x"))!.Headers["Host"];
}
