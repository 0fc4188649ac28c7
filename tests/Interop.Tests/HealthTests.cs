using System.Text.Json;
using Support;

namespace Interop.Tests;

/// <summary>The health protocol as others know it: asked by a program, and followed by grpcio itself.</summary>
[Collection(SharedWorld.Name)]
public sealed class HealthTests(SharedWorld shared) : IDisposable
{
    readonly World world = shared.World;
    readonly Python caller = new("caller.py");

    [Fact]
    public async Task The_gateway_tells_anybody_of_itself_and_of_each_service_behind_it()
    {
        var services = world.Methods.Select(method => method.Split('/')[1]).Distinct().ToArray();
        Assert.True(services.Length >= 9, string.Join(' ', services));
        foreach (var name in services.Concat(services.Select(it => it[..it.LastIndexOf('.')])).Append(""))
        {
            await Eventually.HoldsAsync(async () => (await CheckAsync(name)).Code == "OK");
            Assert.Equal((name, "SERVING"), (name, (await CheckAsync(name)).Status));
        }
        Assert.Equal(("NOT_FOUND", ""), await CheckAsync("pairing.nobody.v1.Nobody"));
    }

    [Fact]
    public async Task The_answer_is_on_the_wire_what_the_protocol_says()
    {
        using var raw = new RawCall(world.Grpc, token: null);
        var answer = await raw.SendAsync("/grpc.health.v1.Health/Check", [0, 0, 0, 0, 0]);
        Assert.Equal(("0", "00-00-00-00-02-08-01"), (answer.Status, BitConverter.ToString(answer.Body)));
    }

    [Fact]
    public async Task A_client_that_watches_health_by_itself_sends_calls_where_there_is_service_and_nowhere_else()
    {
        foreach (var name in (string[])["", "pairing.members.v1.MemberRegister"])
            Assert.True(await ReadyAsync(name, seconds: 30), name);
        Assert.False(await ReadyAsync("pairing.nobody.v1.Nobody", seconds: 1));
    }

    async Task<bool> ReadyAsync(string service, double seconds) =>
        (await caller.AskAsync(new { ask = "ready", target = world.Grpc.Authority, service, timeout = seconds })).GetProperty("ready").GetBoolean();

    async Task<(string Code, string Status)> CheckAsync(string service)
    {
        var answer = await caller.AskAsync(new { ask = "call", target = world.Grpc.Authority, method = "/grpc.health.v1.Health/Check", request = new { service }, token = "", timeout = 30.0 });
        var messages = answer.GetProperty("messages");
        return (answer.GetProperty("code").GetString()!, messages.GetArrayLength() > 0 ? messages[0].GetProperty("status").GetString()! : "");
    }

    public void Dispose() => caller.Dispose();
}
