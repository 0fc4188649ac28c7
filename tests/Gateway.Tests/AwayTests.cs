using System.Diagnostics;
using Contracts.Organizations.V1;
using Grpc.Core;
using Support;

namespace Gateway.Tests;

public sealed class AwayTests : IAsyncLifetime
{
    TestStore store = null!;

    public async Task InitializeAsync() => store = await TestStore.MakeAsync("sqlite");

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_service_without_an_address_is_away_and_not_an_error()
    {
        await using var door = await FrontDoor.StartAsync(store);
        using var http = door.As(null);
        using var answer = await http.GetAsync("/api/v1/members/anything");
        await answer.IsProblemAsync(503, "service-is-reachable");
        using var channel = door.Channel();
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            new OrganizationDirectory.OrganizationDirectoryClient(channel).FindAsync(new FindOrganization()).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.Equal("service-is-reachable", refused.Trailers.GetValue("rule"));
    }

    [Fact]
    public async Task A_service_that_stops_is_away_and_when_it_is_back_it_is_reached_again()
    {
        var backend = await Backend.StartAsync("organizations");
        var settings = backend.Settings("organizations");
        settings["Limits:ProbeSeconds"] = "1";
        await using var door = await FrontDoor.StartAsync(store, settings);
        using var http = door.As(null);
        using (var there = await http.GetAsync("/api/v1/organizations/echo/x")) Assert.Equal(200, (int)there.StatusCode);
        await backend.DisposeAsync();

        using (var away = await http.GetAsync("/api/v1/organizations/echo/x")) await away.IsProblemAsync(503, "service-is-reachable");
        using var channel = door.Channel();
        var client = new OrganizationDirectory.OrganizationDirectoryClient(channel);
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.FindAsync(new FindOrganization { Id = "o" }).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);

        await using var again = await Backend.StartAsync("organizations", new Uri(backend.Http).Port, new Uri(backend.Grpc).Port);
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await http.GetAsync("/api/v1/organizations/echo/x");
            return answer.IsSuccessStatusCode;
        });
        await Eventually.HoldsAsync(async () => await NameOfAsync(client) == "o");
    }

    [Fact]
    public async Task A_service_that_is_too_slow_is_a_503_after_its_routes_time()
    {
        await using var backend = await Backend.StartAsync("organizations");
        var settings = backend.Settings("organizations");
        (settings["Limits:Seconds"], settings["Limits:RunSeconds"], settings["Limits:ImportSeconds"]) = ("0.3", "1.2", "2");
        await using var door = await FrontDoor.StartAsync(store, settings);
        using var http = door.As(null);

        var watch = Stopwatch.StartNew();
        using (var answer = await http.GetAsync("/api/v1/organizations/forever")) await answer.IsProblemAsync(503, "service-answers-in-time");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, 1.2);

        watch.Restart();
        using (var answer = await http.GetAsync("/api/v1/organizations/runs/forever")) await answer.IsProblemAsync(503, "service-answers-in-time");
        Assert.True(watch.Elapsed.TotalSeconds >= 1.1);

        watch.Restart();
        using var list = new HttpRequestMessage(HttpMethod.Get, "/api/v1/organizations/forever");
        list.Headers.Accept.ParseAdd("text/csv");
        using (var answer = await http.SendAsync(list)) await answer.IsProblemAsync(503, "service-answers-in-time");
        Assert.True(watch.Elapsed.TotalSeconds >= 1.9);

        using var channel = door.Channel();
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            new OrganizationDirectory.OrganizationDirectoryClient(channel).FindAsync(new FindOrganization { Id = "forever" }).ResponseAsync);
        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
    }

    [Fact]
    public async Task A_slow_answer_now_and_then_shuts_no_service_out_and_an_empty_error_stays_empty()
    {
        await using var backend = await Backend.StartAsync("organizations");
        var settings = backend.Settings("organizations");
        settings["Limits:Seconds"] = "0.2";
        await using var door = await FrontDoor.StartAsync(store, settings);
        using var http = door.As(null);
        for (var i = 0; i < 3; i++)
        {
            using var slow = await http.GetAsync("/api/v1/organizations/forever");
            await slow.IsProblemAsync(503, "service-answers-in-time");
        }
        using var there = await http.GetAsync("/api/v1/organizations/echo/x");
        Assert.Equal(200, (int)there.StatusCode);
        using var failing = await http.GetAsync("/api/v1/organizations/failing");
        Assert.Equal((500, ""), ((int)failing.StatusCode, await failing.Content.ReadAsStringAsync()));
    }

    static async Task<string> NameOfAsync(OrganizationDirectory.OrganizationDirectoryClient client)
    {
        using var call = client.FindAsync(new FindOrganization { Id = "o" });
        var done = await Task.WhenAny(call.ResponseAsync);
        return done.IsCompletedSuccessfully ? done.Result.Id : "";
    }
}
