using System.Globalization;
using System.Net.NetworkInformation;

namespace SystemTests;

/// <summary>The platform as <c>deploy/servers/run</c> starts it, on the servers of this run of the tests or on others.</summary>
sealed class SixProcesses : IAsyncDisposable
{
    public static readonly string[] Services = ["organizations", "members", "households", "volunteering", "assessment"];

    static readonly Random random = new(Seed.Value);
    readonly Folder folder = new();
    readonly PrivatePostgres? own;
    readonly string postgres, rabbitmq;
    (string Name, string? Value)[] more = [];

    SixProcesses(string postgres, string rabbitmq, PrivatePostgres? own = null) => (this.postgres, this.rabbitmq, this.own, Port) = (postgres, rabbitmq, own, FreePorts());

    /// <summary>The PostgreSQL of its own, where it has one.</summary>
    public PrivatePostgres Postgres => own!;
    public int Port { get; }
    public string Prefix => $"t{Port}";
    public string Data => folder.Sub("data");

    public static async Task<SixProcesses> OnPrivateServersAsync()
    {
        var postgres = await PrivatePostgres.StartAsync();
        return new SixProcesses(postgres.Address, Broker.GivenAddress, postgres);
    }

    /// <param name="more">what the processes find in their environment beside the usual</param>
    public static SixProcesses OnGivenServers(params (string Name, string? Value)[] more)
    {
        var postgres = Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES") ?? throw new InvalidOperationException("PAIRING_TEST_POSTGRES is not set: tests/run starts a server and sets it");
        return new SixProcesses(postgres, Broker.GivenAddress) { more = more };
    }

    /// <param name="postgres">address of its administrator</param>
    /// <param name="rabbitmq">AMQP address</param>
    /// <param name="more">what the processes find in their environment beside the usual</param>
    public static SixProcesses On(string postgres, string rabbitmq, params (string Name, string? Value)[] more) => new(postgres, rabbitmq) { more = more };

    public Task<(int Code, string Output, string Errors)> RunAsync(string verb) => Tree.RunAsync(
        "deploy/servers/run " + verb,
        [
            ("PAIRING_DATA", Data),
            ("PAIRING_PORT", $"{Port}"),
            ("PAIRING_PREFIX", Prefix),
            ("PAIRING_PATIENCE", "150"), // two cores may have a lot to do beside
            ("PAIRING_POSTGRES", postgres),
            ("PAIRING_RABBITMQ", rabbitmq),
            .. more,
        ]);

    /// <exception cref="InvalidOperationException">with what it said, when it did not end well</exception>
    public async Task<string> MustAsync(string verb)
    {
        var (code, output, errors) = await RunAsync(verb);
        return code == 0 ? output : throw new InvalidOperationException($"{verb} ended with {code}: {output} {errors} {Logs()}");
    }

    /// <summary>The process ids by their names, <c>members-2</c>.</summary>
    public Dictionary<string, int> Ids() => Directory.GetFiles(Path.Combine(Data, "run"), "*.pid").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file), file => int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture));

    public string Logs() => Directory.Exists(Path.Combine(Data, "log"))
        ? string.Join('\n', Directory.GetFiles(Path.Combine(Data, "log")).Select(File.ReadAllText))
        : "";

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "settings"))) await RunAsync("stop");
        if (own is not null) await own.DisposeAsync();
        folder.Dispose();
    }

    // Ten ports a service, counted from the gateway's.
    static int FreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(it => it.Port).ToHashSet();
        lock (random) return Enumerable.Range(0, 1_000).Select(_ => random.Next(1_100, 1_990) * 10).First(first => !Enumerable.Range(first, 60).Any(taken.Contains));
    }
}
