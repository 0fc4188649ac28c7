using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace SystemTests;

/// <summary>Six processes on two servers: how they are made, what they do without their servers, and how they end.</summary>
[Collection(OnServers.Name)]
public sealed class ServersTests
{
    [Fact]
    public async Task Six_processes_wait_for_their_servers_serve_answer_503_while_they_are_away_and_stop()
    {
        await using var six = await SixProcesses.OnPrivateServersAsync();
        await six.MustAsync("create");
        await six.MustAsync("create"); // changes nothing
        await WrongWordsAreSaidAsync(six);
        await six.MustAsync("migrate");

        six.Postgres.Kill();
        var starting = six.MustAsync("start --replicas members=2");
        using var nobody = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        await Eventually.HoldsAsync(async () => await StatusAsync(nobody, six.Port, "/livez") == 200 && await StatusAsync(nobody, six.Port + 20, "/livez") == 200, patience);
        foreach (var port in (int[])[six.Port, six.Port + 20]) Assert.Equal(503, await StatusAsync(nobody, port, "/readyz"));
        Assert.False(starting.IsCompleted);
        await six.Postgres.StartAgainAsync();
        await starting;
        Assert.Equal(7, (await six.MustAsync("status")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.Contains(" ready ", StringComparison.Ordinal)));
        KeepsItsSecrets(six);

        using var administrator = await new Served(six.Data, six.Port).AsAsync("administrator");
        await AllServeAsync(administrator);
        await KeysAreChangedAsync(six);
        await PostgresGoesAndComesAsync(six, administrator, nobody);
        await AReplicaGoesAndComesAsync(six, administrator);

        var ids = six.Ids().Values.ToList();
        await six.MustAsync("stop");
        Assert.DoesNotContain(ids, Runs);
        Assert.Empty(six.Ids());
        Assert.DoesNotContain("A request failed", six.Logs(), StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", six.Logs(), StringComparison.Ordinal);
    }

    /// <summary>While all of them run; a key that has not rested seals nothing yet.</summary>
    static async Task KeysAreChangedAsync(SixProcesses six)
    {
        await six.MustAsync("add-key");
        Assert.DoesNotContain("\"key\":2", await six.MustAsync("reseal"), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(six.Data, "sealing.key.2", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        var done = await six.MustAsync("reseal");
        Assert.Equal(6, done.Split("\"key\":2").Length - 1);
        Assert.DoesNotContain("\"left\":{\"1\"", done, StringComparison.Ordinal);
    }

    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    /// <summary>A wrong password, a server that is not there, what is missing: an exit code and a line in both languages.</summary>
    static async Task WrongWordsAreSaidAsync(SixProcesses six)
    {
        var members = $"dotnet {Path.Combine(Tree.Top, "services/Members/bin", Configuration, "net10.0/Members.dll")} migrate";
        var key = ("Sealing__KeyFile", Path.Combine(six.Data, "sealing.key"));
        var own = File.ReadAllText(Path.Combine(six.Data, "members", "connection"));
        var bus = Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ")!;
        var cases = new (string Connection, string Bus, int Code, string Said)[]
        {
            ($"host=127.0.0.1 port={six.Postgres.Port} user=t{six.Port}_members password=wrong dbname=t{six.Port}_members", bus, 1, "password is wrong"),
            ("Host=127.0.0.1;Port=1;Username=u;Password=p;Database=d", bus, 1, "cannot be reached"),
            ($"postgresql://postgres@127.0.0.1:{six.Postgres.Port}/nowhere", bus, 1, "no such database"),
            ("", bus, 2, "Store:Connection"),
            (own, bus.Replace("guest:guest", "guest:wrong", StringComparison.Ordinal), 1, "RabbitMQ's user or password is wrong"),
            (own, "amqp://guest:guest@127.0.0.1:1/", 1, "the broker, RabbitMQ, cannot be reached"),
        };
        foreach (var (connection, address, code, said) in cases)
        {
            var ended = await Tree.RunAsync(members, ("Store__Provider", "postgres"), ("Store__Connection", connection), ("Bus__Address", address), ("Bus__Prefix", $"t{six.Port}"), key);
            Assert.True(ended.Code == code && ended.Errors.Contains(said, StringComparison.Ordinal), $"{said}: {ended.Code} {ended.Errors}");
            Assert.Single(ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains(ended.Errors, letter => letter is >= '一' and <= '鿿');
            Assert.DoesNotContain("wrong dbname", ended.Errors, StringComparison.Ordinal);
        }
        var (notMigrated, _, _) = await six.RunAsync("elsewhere");
        Assert.Equal(2, notMigrated);
    }

    static void KeepsItsSecrets(SixProcesses six)
    {
        var secrets = SixProcesses.Services.Select(service => File.ReadAllText(Path.Combine(six.Data, service, "secret")))
            .Concat(SixProcesses.Services.Select(service => File.ReadAllText(Path.Combine(six.Data, service, "connection")).Split("Password=")[1].Split(';')[0]))
            .Append(File.ReadAllLines(Path.Combine(six.Data, "first-administrator.txt"))[1]).ToList();
        foreach (var id in six.Ids().Values)
            Assert.DoesNotContain(secrets, secret => File.ReadAllText($"/proc/{id}/cmdline").Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secrets, secret => six.Logs().Contains(secret, StringComparison.Ordinal));
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("the script is for Unix");
        foreach (var file in Directory.GetFiles(six.Data, "*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    static async Task AllServeAsync(HttpClient administrator)
    {
        foreach (var service in SixProcesses.Services)
            Assert.Equal(0, (await administrator.GetFromJsonAsync<JsonElement>($"/api/v1/{service}/outbox")).GetProperty("waiting").GetInt32());
        using var made = await MakeAccountAsync(administrator, "before");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    static async Task PostgresGoesAndComesAsync(SixProcesses six, HttpClient administrator, HttpClient nobody)
    {
        six.Postgres.Kill();
        var watch = Stopwatch.StartNew();
        await Is503Async(await MakeAccountAsync(administrator, "meanwhile"));
        foreach (var service in SixProcesses.Services) await Is503Async(await administrator.GetAsync($"/api/v1/{service}/outbox"));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        foreach (var port in Ports(six)) Assert.Equal(503, await StatusAsync(nobody, port, "/readyz"));
        foreach (var port in Ports(six)) Assert.Equal(200, await StatusAsync(nobody, port, "/livez"));
        var (code, said, _) = await six.RunAsync("status");
        Assert.Equal(1, code);
        Assert.Contains("store-is-reachable", said, StringComparison.Ordinal);

        await six.Postgres.StartAgainAsync();
        await Eventually.HoldsAsync(async () => (await six.RunAsync("status")).Code == 0, patience);
        using var twice = await MakeAccountAsync(administrator, "before");
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode); // what was accepted is there
        using var made = await MakeAccountAsync(administrator, "meanwhile");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode); // what was not accepted is not
        await administrator.GetFromJsonAsync<JsonElement>("/api/v1/members/outbox");
    }

    static async Task AReplicaGoesAndComesAsync(SixProcesses six, HttpClient administrator)
    {
        var before = six.Ids();
        using (var replica = Process.GetProcessById(before["members-2"])) replica.Kill();
        for (var i = 0; i < 30; i++) await administrator.GetFromJsonAsync<JsonElement>("/api/v1/members/outbox");
        await six.MustAsync("start");
        var after = six.Ids();
        Assert.Equal(["members-2"], after.Where(it => before[it.Key] != it.Value).Select(it => it.Key));
    }

    /// <summary>False also for one that has ended and whose parent has not heard of it yet.</summary>
    static bool Runs(int id) => File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] is not ('Z' or 'X');

    static IEnumerable<int> Ports(SixProcesses six) => Enumerable.Range(0, 6).Select(service => six.Port + service * 10);

    static Task<HttpResponseMessage> MakeAccountAsync(HttpClient administrator, string user) => administrator.PostAsJsonAsync(
        "/api/v1/accounts", new { user, roles = new[] { "auditor" }, area = "32", password = "a password of this test" });

    static async Task Is503Async(HttpResponseMessage answer)
    {
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode} {said}");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        answer.Dispose();
    }

    /// <summary>0 while nobody listens.</summary>
    static async Task<int> StatusAsync(HttpClient nobody, int port, string path)
    {
        try
        {
            using var answer = await nobody.GetAsync($"http://127.0.0.1:{port}{path}");
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return 0;
        }
    }

    static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
