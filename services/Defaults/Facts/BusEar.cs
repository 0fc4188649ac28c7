using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Defaults;

/// <summary>
/// Listens at the service's queue. What has arrived by the time the last batch is done is the next batch; a batch is
/// acknowledged when each of it has taken effect or is parked.
/// </summary>
sealed partial class BusEar(Bus bus, IServiceProvider provider, ILogger<BusEar> log) : BackgroundService
{
    const int Batch = 100;
    static readonly TimeSpan shortest = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (provider.GetService<IHearing>() is not { } hearing) return;
        for (var pause = shortest; !stop.IsCancellationRequested; pause = pause * 2 < longest ? pause * 2 : longest)
        {
            try
            {
                await ListenAsync(hearing, () => pause = shortest, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Deaf(log, error.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                return; // what is not acknowledged is delivered again
            }
            await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task ListenAsync(IHearing hearing, Action heard, CancellationToken stop)
    {
        await using var line = new BusLine(bus, "hears");
        var living = await line.ChannelAsync(null, stop);
        var dead = await line.ChannelAsync(null, stop);
        await bus.DeclareAsync(living, hearing.Types, stop);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var arrivals = await ArrivalsAsync(living, bus.Queue, bus.Prefetch, stop);
        var leftovers = await ArrivalsAsync(dead, bus.DeadQueue, prefetch: 10, stop);
        heard();
        Task[] both = [TakeAsync(living, arrivals, hearing, either.Token), ParkAsync(dead, leftovers, hearing, either.Token)];
        try
        {
            await await Task.WhenAny(both);
        }
        finally
        {
            await either.CancelAsync(); // neither goes on without the other
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static async Task TakeAsync(IChannel channel, ChannelReader<Arrival> arrivals, IHearing hearing, CancellationToken stop)
    {
        var batch = new List<Arrival>(Batch);
        while (await arrivals.WaitToReadAsync(stop))
        {
            batch.Clear();
            while (batch.Count < Batch && arrivals.TryRead(out var arrival)) batch.Add(arrival);
            foreach (var stranger in batch.Where(it => it.Fault is not null)) await hearing.ParkAsync(stranger.Delivery, stranger.Fault!, stop);
            var deliveries = batch.Where(it => it.Fault is null).Select(it => it.Delivery).ToList();
            if (deliveries.Count > 0) await hearing.TakeAsync(deliveries, stop);
            await channel.BasicAckAsync(batch[^1].Tag, multiple: true, stop);
        }
    }

    /// <summary>What the broker has given up on: it ended the process of whoever heard it, again and again.</summary>
    static async Task ParkAsync(IChannel channel, ChannelReader<Arrival> arrivals, IHearing hearing, CancellationToken stop)
    {
        await foreach (var arrival in arrivals.ReadAllAsync(stop))
        {
            await hearing.ParkAsync(arrival.Delivery, arrival.Fault ?? "hearer-survives-it", stop);
            await channel.BasicAckAsync(arrival.Tag, multiple: false, stop);
        }
    }

    static async Task<ChannelReader<Arrival>> ArrivalsAsync(IChannel channel, string queue, ushort prefetch, CancellationToken stop)
    {
        var arrivals = Channel.CreateUnbounded<Arrival>(new UnboundedChannelOptions { SingleReader = true }); // the prefetch bounds it
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            arrivals.Writer.TryComplete(new IOException($"the broker closed the channel: {reason.ReplyCode}"));
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            try
            {
                arrivals.Writer.TryWrite(Arrival.Of(message));
            }
            catch (Exception error)
            {
                arrivals.Writer.TryComplete(error); // or the next acknowledgement would pass over it, and it were lost
            }
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) =>
        {
            arrivals.Writer.TryComplete(new IOException("the broker cancelled the consumer"));
            return Task.CompletedTask;
        };
        await channel.BasicQosAsync(0, prefetch, global: false, stop);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop);
        return arrivals.Reader;
    }

    /// <param name="Fault">the rule that its envelope breaks</param>
    sealed record Arrival(ulong Tag, Delivery Delivery, string? Fault)
    {
        public static Arrival Of(BasicDeliverEventArgs message)
        {
            var properties = message.BasicProperties;
            var (body, unreadable) = Unpacked(message.Body, properties.ContentEncoding);
            var trace = properties.Headers is { } headers && headers.TryGetValue("traceparent", out var value) && value is byte[] bytes ? Encoding.ASCII.GetString(bytes) : null;
            var known = Guid.TryParse(properties.MessageId, out var id);
            // A message without an identifier gets one from its body, so that it is parked once however often it comes.
            return new Arrival(message.DeliveryTag, new Delivery(known ? id : new Guid(SHA256.HashData(body).AsSpan(0, 16)), properties.Type ?? "", body, trace),
                !known ? "message-has-an-identifier" : unreadable ? "fact-is-readable" : null);
        }

        /// <summary>The body in memory of its own, since the client reuses its own; as it came where it cannot be unpacked.</summary>
        static (byte[] Body, bool Unreadable) Unpacked(ReadOnlyMemory<byte> body, string? encoding)
        {
            try
            {
                return (Packing.Unpack(body, encoding), false);
            }
            catch (InvalidDataException)
            {
                return (body.ToArray(), true);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The broker is away: {Kind}; listens again")]
    static partial void Deaf(ILogger log, string kind);
}
