using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Support;

namespace SystemTests;

/// <summary>
/// Six processes, two of them replicas, that reach a PostgreSQL and a RabbitMQ of their own over loopback that can be cut;
/// a district to push households in, and sixteen who may.
/// </summary>
sealed class FaultWorld : IAsyncDisposable
{
    public const int Callers = 16;

    /// <summary>Megabytes of the disk that PostgreSQL has to itself.</summary>
    public const int Disk = 2_000;

    readonly List<HttpClient> callers = [];

    FaultWorld(PrivatePostgres postgres, PrivateRabbit rabbit)
    {
        (Postgres, Rabbit) = (postgres, rabbit);
        (ToPostgres, ToRabbit) = (new TcpProxy(postgres.Port), new TcpProxy(rabbit.Port));
        Six = SixProcesses.On(
            postgres.Address.Replace($"Port={postgres.Port}", $"Port={ToPostgres.Port}", StringComparison.Ordinal),
            rabbit.Address.Replace($":{rabbit.Port}", $":{ToRabbit.Port}", StringComparison.Ordinal),
            // Whoever judges afterwards reads everything, page by page.
            ("Limits__RequestsPerSecond", "100000"), ("Limits__Burst", "100000"));
    }

    public PrivatePostgres Postgres { get; }
    public PrivateRabbit Rabbit { get; }
    public TcpProxy ToPostgres { get; }
    public TcpProxy ToRabbit { get; }
    public SixProcesses Six { get; }
    public IReadOnlyList<HttpClient> Pushers => callers;

    /// <summary>Reads everything of the district.</summary>
    public HttpClient Reader { get; private set; } = null!;
    public Quiet Quiet { get; private set; } = null!;

    /// <param name="disk">megabytes that PostgreSQL has to itself; null for as much as there is</param>
    public static async Task<FaultWorld> StartAsync(int? disk = Disk)
    {
        var world = new FaultWorld(await PrivatePostgres.StartAsync(disk), await PrivateRabbit.StartAsync());
        try
        {
            await world.FillAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    async Task FillAsync()
    {
        await Six.MustAsync("create");
        await Six.MustAsync("migrate");
        await Six.MustAsync("start --replicas members=2");
        var served = new Served(Six.Data, Six.Port);
        var administrator = await served.AsAsync("administrator");
        Quiet = new Quiet(administrator, new Broker(Rabbit.Address, Rabbit.Control, Six.Prefix));
        await administrator.SendAsync("/api/v1/organizations/areas/import", $"""
            code,name,level,parent
            {PushedHousehold.District},建邺区,district,
            320105001000,一街道,street,{PushedHousehold.District}
            320105002000,二街道,street,{PushedHousehold.District}
            {PushedHousehold.One},一社区,community,320105001000
            {PushedHousehold.Two},二社区,community,320105002000
            """);
        await Quiet.WaitAsync();
        Reader = await served.NewAsync(administrator, "fault-reader", "organization-department", PushedHousehold.District);
        for (var at = 0; at < Callers; at++) callers.Add(await served.NewAsync(administrator, $"fault-pusher-{at}", "civil-affairs", PushedHousehold.District));
    }

    /// <summary>The store of one service, past the switch, for a recount or to break a rule of it.</summary>
    public string StoreOf(string service) => $"{Postgres.Address};Database={Six.Prefix}_{service}";

    public async Task DoInStoreAsync(string service, string statements)
    {
        await using var connection = new NpgsqlConnection(StoreOf(service) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Deliveries that had been taken before, as the services have logged them so far.</summary>
    public int Absorbed => Regex.Matches(Six.Logs(), @"Absorbed (?<count>\d+) that", RegexOptions.NonBacktracking)
        .Sum(match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture));

    /// <summary>How often a relay could not hand over what it held.</summary>
    public int Stumbled => Six.Logs().Split("The relay stumbled").Length - 1;

    public async ValueTask DisposeAsync()
    {
        foreach (var http in callers.Append(Reader)) http?.Dispose();
        await Six.DisposeAsync();
        ToPostgres.Dispose();
        ToRabbit.Dispose();
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
