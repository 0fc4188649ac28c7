using System.Diagnostics;
using System.Net.Sockets;
using Contracts.Households.V1;
using Grpc.Core;
using Microsoft.Extensions.Configuration;

namespace Defaults.Tests;

public sealed class NeighbourTests
{
    static DateTime In(double seconds) => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds);

    [Fact]
    public async Task A_neighbour_that_is_away_for_a_moment_is_asked_again()
    {
        await using var balky = await new BalkyGrpc { Refuses = 2 }.StartAsync();
        using var neighbours = Near(balky.Address);
        var found = await Client(neighbours).FindAsync(new FindHousehold { Id = "h1" }, deadline: In(30));
        Assert.Equal(("h1", 3), (found.Id, balky.Asked));
    }

    [Fact]
    public async Task A_list_that_has_not_begun_is_asked_for_again()
    {
        await using var balky = await new BalkyGrpc { Refuses = 2 }.StartAsync();
        using var neighbours = Near(balky.Address);
        using var call = Client(neighbours).List(new ListHouseholds(), deadline: In(30));
        Assert.Equal(["last"], await call.ResponseStream.ReadAllAsync().Select(it => it.Id).ToListAsync());
        Assert.Equal(3, balky.Asked);
    }

    [Fact]
    public async Task A_list_that_has_given_something_is_not_begun_again()
    {
        await using var balky = await new BalkyGrpc { Refuses = 1, Gives = 2 }.StartAsync();
        using var neighbours = Near(balky.Address);
        using var call = Client(neighbours).List(new ListHouseholds(), deadline: In(30));
        var given = new List<string>();
        var broken = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var it in call.ResponseStream.ReadAllAsync()) given.Add(it.Id);
        });
        Assert.Equal((StatusCode.Unavailable, "h0 h1", 1), (broken.StatusCode, string.Join(' ', given), balky.Asked));
    }

    [Fact]
    public async Task A_neighbour_that_stays_away_is_given_up_after_five_times()
    {
        await using var balky = await new BalkyGrpc { Refuses = int.MaxValue }.StartAsync();
        using var neighbours = Near(balky.Address);
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await Client(neighbours).FindAsync(new FindHousehold(), deadline: In(60)));
        Assert.Equal((StatusCode.Unavailable, 5), (gone.StatusCode, balky.Asked));
    }

    [Fact]
    public async Task No_asking_again_goes_past_the_deadline()
    {
        await using var balky = await new BalkyGrpc { Refuses = int.MaxValue }.StartAsync();
        using var neighbours = Near(balky.Address);
        var clock = Stopwatch.StartNew();
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await Client(neighbours).FindAsync(new FindHousehold(), deadline: In(0.3)));
        // By chance the five times may be over before.
        Assert.True(gone.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Unavailable, $"{gone.StatusCode}");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"it took {clock.Elapsed}");
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.Internal)]
    public async Task An_answer_is_an_answer_and_not_asked_for_again(StatusCode answer)
    {
        await using var balky = await new BalkyGrpc { Refuses = 1, With = answer }.StartAsync();
        using var neighbours = Near(balky.Address);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client(neighbours).FindAsync(new FindHousehold(), deadline: In(30)));
        Assert.Equal((answer, 1), (refused.StatusCode, balky.Asked));
    }

    [Fact]
    public async Task Of_several_replicas_those_answer_that_are_there()
    {
        await using var balky = await new BalkyGrpc().StartAsync();
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0)); // bound but not listening: nobody else takes the port
        using var neighbours = Near($"http://{nobody.LocalEndPoint};{balky.Address}");
        for (var i = 0; i < 4; i++)
            Assert.Equal("h1", (await Client(neighbours).FindAsync(new FindHousehold { Id = "h1" }, deadline: In(30))).Id);
    }

    [Fact]
    public async Task A_call_without_a_deadline_is_not_made()
    {
        await using var balky = await new BalkyGrpc().StartAsync();
        using var neighbours = Near(balky.Address);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Client(neighbours).FindAsync(new FindHousehold()));
        Assert.Throws<InvalidOperationException>(() => Client(neighbours).Find(new FindHousehold()));
        Assert.Throws<InvalidOperationException>(() => Client(neighbours).List(new ListHouseholds()));
        Assert.Equal(0, balky.Asked);
    }

    static Neighbours Near(string address) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Neighbours:households"] = address }).Build());

    static HouseholdRegister.HouseholdRegisterClient Client(Neighbours neighbours) => new(neighbours.To("households"));
}
