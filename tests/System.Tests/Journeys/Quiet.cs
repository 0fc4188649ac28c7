using RabbitMQ.Client;
using Support;

namespace SystemTests;

/// <summary>Whether everything announced has been told to everybody: no outbox holds a fact, no queue a message, nobody one that is not acknowledged.</summary>
sealed class Quiet(HttpClient administrator, Broker? broker)
{
    public Task WaitAsync(TimeSpan? most = null) => Eventually.HoldsAsync(HoldsAsync, most ?? TimeSpan.FromSeconds(60));

    // A fact may cause another in a service that was already looked at, so the outboxes are looked at before and after.
    async Task<bool> HoldsAsync() =>
        await NoOutboxAsync() && (broker is null || await broker.IsReadyForNothingAsync() && await broker.IsEmptyAsync()) && await NoOutboxAsync()
        && (broker is null || await broker.IsEmptyAsync());

    async Task<bool> NoOutboxAsync()
    {
        foreach (var service in SixProcesses.Services)
        {
            using var answer = await administrator.GetAsync($"/api/v1/{service}/outbox");
            if (!answer.IsSuccessStatusCode) return false; // it is just starting again
            var state = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            if (state.GetProperty("parked").GetInt32() != 0) throw new InvalidOperationException($"{service} has parked {state.GetProperty("parked")}");
            if (state.GetProperty("waiting").GetInt32() != 0) return false;
        }
        return true;
    }
}

/// <summary>The queues of one deployment at a broker, as its operator sees them.</summary>
/// <param name="address">AMQP</param>
/// <param name="control">the command that is rabbitmqctl for it</param>
sealed class Broker(string address, string control, string prefix)
{
    /// <summary>The broker that this run of the tests was given.</summary>
    public static Broker Given(string prefix) => new(GivenAddress, Given("PAIRING_TEST_RABBITMQ_CONTROL", "rabbitmqctl"), prefix);

    public static string GivenAddress => Given("PAIRING_TEST_RABBITMQ", "the broker");

    static readonly string[] hearers = [.. SixProcesses.Services.Where(service => service != "organizations")];

    /// <summary>No message waits for a hearer; some may be in a hearer's hands. Cheaper to ask than rabbitmqctl.</summary>
    public async Task<bool> IsReadyForNothingAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var service in hearers)
            if ((await channel.QueueDeclarePassiveAsync($"{prefix}.{service}")).MessageCount > 0) return false;
        return true;
    }

    /// <summary>No message at all, none unacknowledged either.</summary>
    public async Task<bool> IsEmptyAsync()
    {
        var (code, output, errors) = await Tree.RunAsync($"{control} -q list_queues --no-table-headers name messages");
        if (code != 0) throw new InvalidOperationException(errors);
        return output.Split('\n').Where(line => line.StartsWith(prefix + ".", StringComparison.Ordinal)).All(line => line.TrimEnd().EndsWith("\t0", StringComparison.Ordinal));
    }

    static string Given(string name, string what) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: tests/run starts {what} and sets it");
}
