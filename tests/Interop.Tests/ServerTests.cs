using System.Diagnostics;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;
using Microsoft.Extensions.Configuration;

namespace Interop.Tests;

/// <summary>Our own client, as services ask their neighbours with it, calls a server of grpcio.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    readonly Python server = new("server.py");
    Neighbours neighbours = null!;

    HouseholdRegister.HouseholdRegisterClient Register => new(neighbours.To("households"));

    public async Task InitializeAsync() => neighbours = new Neighbours(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Neighbours:households"] = "http://127.0.0.1:" + await server.LineAsync() }).Build());

    [Fact]
    public async Task One_answer_comes_whole_and_the_token_and_the_deadline_arrive()
    {
        var found = await Register.FindAsync(new FindHousehold { Id = "h1" }, new Metadata { { "authorization", "Bearer one" } }, In(30));
        Assert.Equal(("h1", "320102001001", 63, true, 9_007_199_254_740_993), (found.Id, found.Area, found.Need, found.Active, found.Version));
        Assert.Equal((string[])["legal", "陪护", "Bearer one", "deadline"], found.Needs.Concat(found.Categories));
    }

    [Fact]
    public async Task A_stream_comes_in_order_and_what_is_absent_stays_absent()
    {
        using var list = Register.List(new ListHouseholds(), deadline: In(30));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(it => $"h{it:0000}"), await list.ResponseStream.ReadAllAsync().Select(it => it.Id).ToListAsync());
        using var read = new HouseholdPositions.HouseholdPositionsClient(neighbours.To("households")).Read(new ReadPositions { Area = "320102" }, deadline: In(30));
        var packets = await read.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal((3, 0), (packets.Count, packets[1].Items.Count));
        var places = packets.SelectMany(it => it.Items).Select(it => (it.Id, it.HasLongitude, it.Longitude, it.HasLatitude, it.Latitude));
        Assert.Equal([("h1", true, 118.79, true, 32.05), ("h2", false, 0, false, 0), ("h3", true, 0, true, 0)], places);
    }

    [Fact]
    public async Task A_refusal_comes_with_its_words_and_trailers_in_any_script_and_in_bytes()
    {
        var missing = await Assert.ThrowsAsync<RpcException>(async () => await Register.FindAsync(new FindHousehold { Id = "missing" }, deadline: In(30)));
        Assert.Equal((StatusCode.NotFound, "没有这一户 100% / no such household\n"), (missing.StatusCode, missing.Status.Detail));
        Assert.Equal("household-is-known", missing.Trailers.GetValue("rule"));
        Assert.Equal(Enumerable.Range(0, 256).Select(it => (byte)it), missing.Trailers.GetValueBytes("proof-bin"));
        using var list = Register.List(new ListHouseholds { Area = "broken" }, deadline: In(30));
        var given = new List<string>();
        var broken = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var it in list.ResponseStream.ReadAllAsync()) given.Add(it.Id);
        });
        Assert.Equal((StatusCode.DataLoss, "broken off", "h0000 h0001"), (broken.StatusCode, broken.Status.Detail, string.Join(' ', given)));
    }

    [Fact]
    public async Task A_method_that_it_does_not_have_is_unimplemented()
    {
        var posts = new Contracts.Volunteering.V1.ServicePosts.ServicePostsClient(neighbours.To("households"));
        var none = await Assert.ThrowsAsync<RpcException>(async () => await posts.FindAsync(new() { Id = "p" }, deadline: In(30)));
        Assert.Equal(StatusCode.Unimplemented, none.StatusCode);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_and_the_server_hears_of_it()
    {
        var clock = Stopwatch.StartNew();
        var late = await Assert.ThrowsAsync<RpcException>(async () => await Register.FindAsync(new FindHousehold { Id = "slow" }, deadline: In(1)));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.5, 10);
        Assert.True((await Register.FindAsync(new FindHousehold { Id = "given-up" }, deadline: In(40))).Active);
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_moment_is_asked_again() =>
        Assert.Equal("h1", (await Register.FindAsync(new FindHousehold { Id = "away-twice" }, deadline: In(30))).Id);

    static DateTime In(double seconds) => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds);

    public Task DisposeAsync()
    {
        neighbours.Dispose();
        server.Dispose();
        return Task.CompletedTask;
    }
}
