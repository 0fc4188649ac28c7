using Contracts.Health.V1;
using Grpc.Core;
using Support;
using HealthClient = Contracts.Health.V1.Health.HealthClient;
using ServingStatus = Contracts.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Gateway.Tests;

public sealed class HealthTests
{
    const string Members = "pairing.members.v1.MemberRegister";

    [Fact]
    public async Task Who_watches_a_service_at_the_gateway_hears_when_it_goes_and_when_it_comes_back()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        var members = await Backend.StartAsync("members");
        await using var door = await FrontDoor.StartAsync(store, new(members.Settings("members")) { ["Limits:ProbeSeconds"] = "0.1" });
        using var channel = door.Channel();
        var health = new HealthClient(channel);
        using var watch = health.Watch(new() { Service = Members });
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        Assert.Equal(ServingStatus.NotServing, (await health.CheckAsync(new() { Service = "pairing.households.v1" })).Status); // nobody said where that is
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new())).Status);
        var (http, grpc) = (new Uri(members.Http).Port, new Uri(members.Grpc).Port);
        await members.DisposeAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new())).Status); // the gateway is what it was
        await using var again = await Backend.StartAsync("members", http, grpc);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
    }

    static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await watch.ResponseStream.MoveNext(patience.Token) ? watch.ResponseStream.Current.Status : throw new InvalidOperationException("the stream has ended");
    }
}
