using System.Diagnostics;
using System.Globalization;
using Contracts.Organizations;
using Defaults;
using Households;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Benchmarks;

/// <summary>
/// The service of households in a process of its own, this program again: its processor time and its memory are its own then, and
/// neither the list nor the peer's rows are among what its collector looks through.
/// </summary>
sealed class ServedHouseholds : IAsyncDisposable
{
    const string Word = "serve-households";

    readonly Process process;
    string database = "";

    ServedHouseholds(Process process) => this.process = process;

    /// <summary>In the name of a bureau's system.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>In the name of somebody of the bureau, who searches and reads.</summary>
    public HttpClient Bureau { get; private set; } = new();

    /// <summary>Milliseconds of processor time used so far by the service, and by the store's backends.</summary>
    public (double Service, double Store) Used
    {
        get
        {
            process.Refresh();
            return (process.TotalProcessorTime.TotalMilliseconds, BackendsOf(database));
        }
    }

    /// <summary>The most memory that it ever held, in megabytes.</summary>
    public double PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    public static ServedHouseholds Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ServedHouseholds).Assembly.Location);
        start.ArgumentList.Add(Word);
        start.Environment["DOTNET_gcServer"] = start.Environment["DOTNET_gcConcurrent"] = "1"; // as a web program has it, and this one has not
        return new ServedHouseholds(Process.Start(start)!);
    }

    /// <summary>Has it serve over an empty store, in which the communities of so many households are known.</summary>
    /// <param name="kind"><c>postgres</c> or <c>sqlite</c></param>
    public async Task BeginAsync(int households, string kind = "postgres")
    {
        async Task<string> SaidAsync() => await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the service has ended");
        await process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{kind} {households}"));
        Http.Dispose();
        Bureau.Dispose();
        var address = new Uri(await SaidAsync());
        (Http, Bureau) = (Client(address, await SaidAsync()), Client(address, await SaidAsync()));
        database = await SaidAsync();
    }

    /// <summary>Has the store tidied up after pushes, which it would do by itself in the minutes after them, beside whatever is timed then.</summary>
    public async Task RestAsync()
    {
        var server = Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES");
        await using var connection = new Npgsql.NpgsqlConnection(new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = database, CommandTimeout = 0, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var tidy in new[] { "VACUUM ANALYZE", "CHECKPOINT" })
        {
            await using var command = new Npgsql.NpgsqlCommand(tidy, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    static HttpClient Client(Uri address, string token) =>
        new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Bureau.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Serves until the one that started it is done with it.</summary>
    /// <returns>null where something else is asked of this program</returns>
    public static async Task<int?> ServeAsync(string[] asked)
    {
        if (asked is not [Word]) return null;
        for (var said = await Console.In.ReadLineAsync(); said is not null;) said = await ServeOverAsync(said.Split(' '));
        return 0;
    }

    /// <param name="asked">the kind of store, and households</param>
    /// <returns>what was asked of it next</returns>
    static async Task<string?> ServeOverAsync(string[] asked)
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var store = await TestStore.ForServiceAsync(asked[0]);
        await using var service = await RunningService.StartAsync(
            it => it.AddHouseholds(), it => it.MapHouseholds(), HouseholdsService.MigrateAsync, store, issuer, it => it.Services.AddSingleton<IRelayEnd>(new SilentEnd()));
        await CountedAsync(service.Services);
        foreach (var areas in HouseholdList.Communities(int.Parse(asked[1], CultureInfo.InvariantCulture)).Chunk(500))
            await service.TellAsync(new AreasChanged([.. areas.Select(code => new AreaChange(code, "community", "社区", code[..9] + "000", new DateOnly(2020, 1, 1), null, 1))]));
        Console.WriteLine(service.HttpAddress);
        foreach (var role in new[] { Role.DepartmentSystem, Role.CivilAffairs }) Console.WriteLine(issuer.Token(role, HouseholdList.Area, minutes: 120));
        Console.WriteLine(new Npgsql.NpgsqlConnectionStringBuilder(store.Settings.GetValueOrDefault("Store:Connection") ?? "Database=sqlite").Database);
        return await Console.In.ReadLineAsync();
    }

    /// <summary>Figures of the month are counted once a day: not in these seconds.</summary>
    static async Task CountedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        var month = new CountedMonth { Month = CountedMonth.Of(store.Today) };
        month.Count(DateOnly.MaxValue, store.Now);
        store.Add(month);
        await store.SaveChangesAsync();
    }

    /// <summary>What stands in a backend's command line is its database.</summary>
    static double BackendsOf(string database)
    {
        var used = 0.0;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(it => char.IsAsciiDigit(Path.GetFileName(it)[0])))
        {
            if (!File.Exists(process + "/cmdline") || !File.ReadAllText(process + "/cmdline").Contains(database, StringComparison.Ordinal)) continue;
            var fields = File.ReadAllText(process + "/stat").Split(' ');
            used += 10 * (double.Parse(fields[^39], CultureInfo.InvariantCulture) + double.Parse(fields[^38], CultureInfo.InvariantCulture));
        }
        return used;
    }

    /// <summary>Takes facts and does nothing with them: the outbox is written and emptied all the same.</summary>
    sealed class SilentEnd : IRelayEnd
    {
        public Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop) => Task.CompletedTask;
    }
}
