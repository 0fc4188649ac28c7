using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RabbitMQ.Client;

namespace Defaults;

/// <summary>
/// RabbitMQ at <c>Bus:Address</c> (<c>amqp://user:password@host:port/vhost</c>): one topic exchange that facts are told to
/// by their names, and for each service that hears any a quorum queue, with a second one for what the broker gives up on.
/// </summary>
sealed class Bus(IConfiguration configuration, string service)
{
    /// <summary>Deliveries that end with the hearer's process are given up after as many; waiting for a store is none.</summary>
    const int MostDeliveries = 20;

    /// <summary>What the names at the broker begin with (<c>Bus:Prefix</c>); deployments that share a broker have one each.</summary>
    readonly string prefix = configuration["Bus:Prefix"] ?? "pairing";

    public string Exchange => $"{prefix}.facts";
    public string Queue => $"{prefix}.{service}";
    public string DeadQueue => $"{prefix}.{service}.dead";

    /// <summary>Unacknowledged deliveries that the broker lets a hearer have (<c>Bus:Prefetch</c>).</summary>
    public ushort Prefetch => configuration.GetValue<ushort>("Bus:Prefetch", 200);

    /// <param name="purpose">what the connection is for, as the broker's operator sees it</param>
    public Task<IConnection> ConnectAsync(string purpose, CancellationToken stop) => new ConnectionFactory
    {
        Uri = new Uri(configuration["Bus:Address"]!),
        ClientProvidedName = $"{service} {purpose}",
        AutomaticRecoveryEnabled = false, // a lost connection is an error like any other: back off, connect again
        RequestedHeartbeat = TimeSpan.FromSeconds(10),
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
        HandshakeContinuationTimeout = TimeSpan.FromSeconds(5),
        ContinuationTimeout = TimeSpan.FromSeconds(10),
    }.CreateConnectionAsync(stop);

    /// <summary>Makes what this service needs at the broker; what is there already stays as it is.</summary>
    /// <param name="types">full names of the facts that it hears</param>
    public async Task DeclareAsync(IReadOnlySet<string> types, CancellationToken stop = default)
    {
        await using var connection = await ConnectAsync("declares", stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        await DeclareAsync(channel, types, stop);
    }

    public async Task DeclareAsync(IChannel channel, IReadOnlySet<string> types, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: stop);
        if (types.Count == 0) return;
        await channel.QueueDeclareAsync(DeadQueue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: stop);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = MostDeliveries,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = DeadQueue,
            // What is given up on leaves this queue when the dead one has confirmed it; that needs a queue that drops nothing.
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        }, cancellationToken: stop);
        foreach (var type in types) await channel.QueueBindAsync(Queue, Exchange, type, cancellationToken: stop);
    }
}

static class BusSetup
{
    public static void AddBus(this IServiceCollection services, IConfiguration configuration, string service)
    {
        if (configuration["Bus:Address"] is not { Length: > 0 })
        {
            services.TryAddSingleton(new FactsRoute(service, "in-process", "services", service));
            services.TryAddSingleton<IRelayEnd>(_ => new InProcessEnd());
            return;
        }
        var bus = new Bus(configuration, service);
        services.AddSingleton(bus);
        services.TryAddSingleton(new FactsRoute(service, "rabbitmq", bus.Exchange, bus.Queue));
        services.TryAddSingleton<IRelayEnd, BusEnd>();
        services.AddHostedService<BusEar>();
    }

    /// <summary>Makes the service's queue, so that nothing is told past it before its first start.</summary>
    public static async Task DeclareBusAsync(this IServiceProvider provider, CancellationToken stop = default)
    {
        if (provider.GetService<Bus>() is not { } bus) return;
        await bus.DeclareAsync(provider.GetService<IHearing>()?.Types ?? new HashSet<string>(), stop);
    }
}
