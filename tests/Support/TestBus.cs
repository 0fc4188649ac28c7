using RabbitMQ.Client;

namespace Support;

/// <summary>How facts travel in a test: in the process, or by the broker that tests/run has started, under names of the test's own.</summary>
public static class TestBus
{
    /// <summary>Each store with each way, for <c>[MemberData]</c>.</summary>
    public static IEnumerable<object[]> Ways =>
        from provider in TestStore.Providers from bus in new[] { false, true } select new object[] { provider[0], bus };

    static string Address => Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ")
        ?? throw new InvalidOperationException("PAIRING_TEST_RABBITMQ is not set: tests/run starts a broker and sets it");

    public static int Port => new Uri(Address).Port;

    /// <summary>The broker's address by another port, a proxy's.</summary>
    public static string By(int port) => new UriBuilder(Address) { Port = port }.Uri.ToString();

    public static Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(Address) }.CreateConnectionAsync();

    /// <summary>Removes what a test has made at the broker.</summary>
    public static async Task DropAsync(string exchange, params string[] queues)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues) await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        await channel.ExchangeDeleteAsync(exchange);
    }

    /// <param name="name">what the names at the broker begin with</param>
    public static Dictionary<string, string?> Settings(string name) => new()
    {
        ["Bus:Address"] = Address,
        ["Bus:Prefix"] = name,
    };
}
