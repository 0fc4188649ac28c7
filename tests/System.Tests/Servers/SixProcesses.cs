using System.Globalization;
using System.Net.NetworkInformation;

namespace SystemTests;

/// <summary>The platform as <c>deploy/servers/run</c> starts it, on a PostgreSQL of its own and the RabbitMQ of this run of the tests.</summary>
sealed class SixProcesses : IAsyncDisposable
{
    public static readonly string[] Services = ["organizations", "members", "households", "volunteering", "assessment"];

    readonly Folder folder = new();

    SixProcesses(PrivatePostgres postgres, int port) => (Postgres, Port) = (postgres, port);

    public PrivatePostgres Postgres { get; }
    public int Port { get; }
    public string Data => folder.Sub("data");

    public static async Task<SixProcesses> OnPrivateServersAsync() => new(await PrivatePostgres.StartAsync(), FreePorts());

    public Task<(int Code, string Output, string Errors)> RunAsync(string verb, string? postgres = null) => Tree.RunAsync(
        "deploy/servers/run " + verb,
        ("PAIRING_DATA", Data),
        ("PAIRING_PORT", $"{Port}"),
        ("PAIRING_PREFIX", $"t{Port}"),
        ("PAIRING_PATIENCE", "150"), // two cores may have a lot to do beside
        ("PAIRING_POSTGRES", postgres ?? Postgres.Address),
        ("PAIRING_RABBITMQ", Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ")
            ?? throw new InvalidOperationException("PAIRING_TEST_RABBITMQ is not set: tests/run starts a server and sets it")));

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
        await Postgres.DisposeAsync();
        folder.Dispose();
    }

    // Ten ports a service, counted from the gateway's.
    static int FreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(it => it.Port).ToHashSet();
        var random = new Random(Seed.Value);
        return Enumerable.Range(0, 1_000).Select(_ => random.Next(1_100, 1_990) * 10).First(first => !Enumerable.Range(first, 60).Any(taken.Contains));
    }
}
