using RabbitMQ.Client;

namespace Defaults;

/// <summary>
/// The relay's end at the broker. A batch is published at once and confirmed one by one; a broker that is silent, full or
/// away fails the batch within seconds, and a fact that no queue takes fails too, since somebody hears each.
/// </summary>
sealed class BusEnd(Bus bus) : IRelayEnd, IAsyncDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim gate = new(1);
    BusLine? line;
    IChannel? channel;

    public async Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        using var most = CancellationTokenSource.CreateLinkedTokenSource(stop);
        most.CancelAfter(patience);
        await gate.WaitAsync(most.Token);
        try
        {
            var open = await OpenAsync(most.Token);
            var told = new Task[deliveries.Count];
            for (var i = 0; i < told.Length; i++) told[i] = PublishAsync(open, deliveries[i], most.Token);
            await Task.WhenAll(told).WaitAsync(most.Token);
        }
        catch
        {
            GiveUp(); // a channel that failed once is not trusted again
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    Task PublishAsync(IChannel open, Delivery delivery, CancellationToken stop)
    {
        var (body, encoding) = Packing.Pack(delivery.Body);
        var properties = new BasicProperties
        {
            MessageId = delivery.Message.ToString("N"),
            Type = delivery.Type,
            ContentType = "application/json",
            ContentEncoding = encoding,
            DeliveryMode = DeliveryModes.Persistent,
        };
        if (delivery.Trace is { } trace) properties.Headers = new Dictionary<string, object?> { ["traceparent"] = trace };
        return open.BasicPublishAsync(bus.Exchange, delivery.Type, mandatory: true, properties, body, stop).AsTask();
    }

    async Task<IChannel> OpenAsync(CancellationToken stop)
    {
        if (channel is { IsOpen: true }) return channel;
        GiveUp();
        line = new BusLine(bus, "tells");
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);
        return channel = await line.ChannelAsync(options, stop);
    }

    /// <summary>The next batch gets a connection of its own, whatever becomes of this one.</summary>
    void GiveUp()
    {
        var old = line;
        (line, channel) = (null, null);
        _ = old?.GiveUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (line is not null) await line.DisposeAsync();
        gate.Dispose();
    }
}
