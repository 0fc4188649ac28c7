using RabbitMQ.Client;

namespace Defaults;

/// <summary>
/// One connection to the broker with its channels. A broker that has fallen silent keeps whoever opens or closes a
/// connection for ten seconds and more: here nobody waits longer than asked for, and the rest goes on behind their back.
/// </summary>
sealed class BusLine : IAsyncDisposable
{
    static readonly TimeSpan farewell = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource givenUp = new();
    readonly List<IChannel> channels = [];
    readonly Task<IConnection> opening;
    Task? ending;

    /// <param name="purpose">what the connection is for, as the broker's operator sees it</param>
    public BusLine(Bus bus, string purpose) => opening = bus.ConnectAsync(purpose, givenUp.Token);

    public async Task<IChannel> ChannelAsync(CreateChannelOptions? options, CancellationToken stop)
    {
        var connection = await opening.WaitAsync(stop);
        var channel = await connection.CreateChannelAsync(options, stop).WaitAsync(stop);
        channels.Add(channel);
        return channel;
    }

    /// <summary>Ends it without waiting; done when nothing of it is left.</summary>
    public Task GiveUpAsync() => ending ??= EndAsync();

    /// <summary>Ends it, and waits as long as a broker takes that answers.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAny(GiveUpAsync(), Task.Delay(farewell));

    async Task EndAsync()
    {
        await givenUp.CancelAsync();
        try
        {
            await using var connection = await opening;
            await connection.AbortAsync();
            foreach (var channel in channels) await channel.DisposeAsync();
        }
        catch (Exception)
        {
            // It never opened, which whoever waited for it was told, or it ended badly: either way it is over.
        }
        finally
        {
            givenUp.Dispose();
        }
    }
}
