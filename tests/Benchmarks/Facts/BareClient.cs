using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Benchmarks;

/// <summary>
/// The peer: RabbitMQ.Client alone, with the same guarantees (quorum queue, persistent messages, confirms, acknowledgement
/// after the fact) and the same window, that reads nothing of what it carries.
/// </summary>
static class BareClient
{
    const int Window = 200;

    /// <summary>Seconds from the first message published to the last one acknowledged.</summary>
    public static async Task<double> RunAsync(string address, string queue, int messages, ReadOnlyMemory<byte> body)
    {
        var factory = new ConnectionFactory { Uri = new Uri(address) };
        await using var sending = await factory.CreateConnectionAsync();
        await using var receiving = await factory.CreateConnectionAsync();
        await using var sender = await sending.CreateChannelAsync(new CreateChannelOptions(true, true, null));
        await using var receiver = await receiving.CreateChannelAsync();
        await receiver.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await receiver.BasicQosAsync(0, Window, global: false);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0;
        var consumer = new AsyncEventingBasicConsumer(receiver);
        consumer.ReceivedAsync += async (_, message) =>
        {
            received++;
            if (received % (Window / 2) == 0 || received == messages) await receiver.BasicAckAsync(message.DeliveryTag, multiple: true);
            if (received == messages) all.SetResult();
        };
        await receiver.BasicConsumeAsync(queue, autoAck: false, consumer);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var sent = 0; sent < messages; sent += Window)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(Window, messages - sent)).Select(_ => sender.BasicPublishAsync(
                "", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = "0123456789abcdef0123456789abcdef" }, body).AsTask()));
        await all.Task;
        var seconds = clock.Elapsed.TotalSeconds;
        await receiver.QueueDeleteAsync(queue);
        return seconds;
    }
}
