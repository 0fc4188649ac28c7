using RabbitMQ.Client;
using Support;

namespace SystemTests;

/// <summary>A network that repeats itself: messages seen passing by are published again, the same in every byte.</summary>
sealed class Duplicates : IAsyncDisposable
{
    readonly string exchange;
    readonly IConnection connection;
    readonly IChannel channel;
    readonly string tap;

    Duplicates(string exchange, IConnection connection, IChannel channel, string tap) => (this.exchange, this.connection, this.channel, this.tap) = (exchange, connection, channel, tap);

    /// <summary>Sees all that is told of households from now on.</summary>
    public static async Task<Duplicates> TapAsync(string address, string prefix)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var tap = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(tap, $"{prefix}.facts", "Contracts.Households.HouseholdsChanged");
        return new Duplicates($"{prefix}.facts", connection, channel, tap);
    }

    /// <summary>Publishes the next so many messages again and again.</summary>
    public async Task RepeatAsync(int messages, int times)
    {
        for (var seen = 0; seen < messages; seen++)
        {
            BasicGetResult? message = null;
            await Eventually.HoldsAsync(async () => (message = await channel.BasicGetAsync(tap, autoAck: true)) is not null);
            for (var time = 0; time < times; time++)
                await channel.BasicPublishAsync(exchange, message!.RoutingKey, mandatory: true, new BasicProperties(message.BasicProperties), message.Body);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
