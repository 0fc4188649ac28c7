using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>
/// One push over HTTP, and whatever works on it killed again and again at moments drawn by a seed: the service, the broker and
/// PostgreSQL in turn. It ends as if nothing had happened, and everybody hears of every household once.
/// </summary>
[Collection(OnServers.Name)]
public sealed class KilledPushTests(ITestOutputHelper output)
{
    const string Batches = "/api/v1/households/batches";

    /// <summary>Rows that are saved together; after the last there is nothing left to kill.</summary>
    const int Stretch = 5_000;

    const int Broker = 0;

    public static IEnumerable<object[]> Scales =>
        Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1" ? [[100_000, 20], [1_000_000, 0]] : [[20_000, 3]];

    [Theory, MemberData(nameof(Scales))]
    public async Task A_push_is_taken_whole_and_once_however_often_it_is_killed_amid_its_rows(int rows, int kills)
    {
        output.WriteLine($"seed {Seed.Value}");
        await using var world = await FaultWorld.StartAsync(disk: null);
        var (http, random, ids) = (world.Pushers[0], new Random(Seed.Value), Enumerable.Range(0, rows).Select(it => $"push-{it:000000}").ToArray());
        random.Shuffle(ids);
        var list = PushedHousehold.Header + string.Concat(ids.Select(id => PushedHousehold.Row(id, 1)));
        var watch = Stopwatch.StartNew();
        var id = await PushAsync(http, list, "1");
        await KillAllAlongAsync(world, id, [.. Enumerable.Range(0, kills).Select(_ => random.Next(rows - Stretch)).Order()], random);
        var (ended, progress) = await EndedAsync(http, id);
        output.WriteLine($"{rows} rows in {watch.Elapsed.TotalSeconds:0} s, progress seen: {string.Join(' ', progress)}");
        Assert.Equal($"done {rows} {rows} 0 0 0", ended);
        Assert.True(kills > 0 || progress.Count > 10, "nobody could see how far it was");
        await ReportIsWholeAsync(http, id, ids);
        await world.Quiet.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Verdict.Good, await Verdict.OfAsync(ids.ToDictionary(it => it, _ => 1), "push", world.Reader, world.StoreOf));
        Assert.Equal(id, await PushAsync(http, list, "1"));
        watch.Restart();
        Assert.Equal($"done {rows} 0 0 {rows} 0", (await EndedAsync(http, await PushAsync(http, list, "2"))).Ended);
        output.WriteLine($"unchanged in {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>Each kill comes when somebody looks, now and then, and so many rows are done: amid the writing of the next.</summary>
    async Task KillAllAlongAsync(FaultWorld world, string id, int[] moments, Random random)
    {
        var mending = Task.CompletedTask;
        for (var at = 0; at < moments.Length; at++)
        {
            var rows = 0;
            await Eventually.HoldsAsync(async () => (rows = await RowsAsync(world, id)) >= moments[at], TimeSpan.FromMinutes(3), pace: TimeSpan.FromMilliseconds(random.Next(20, 200)));
            var (name, kill, mend) = Victim(world, at);
            output.WriteLine($"{name} killed after {rows} rows");
            if (at % 3 != Broker)
            {
                await kill();
                await mend();
                continue;
            }
            await mending;
            await kill();
            mending = mend(); // without the broker the push goes on, and so do the kills
        }
        await mending;
    }

    static (string Name, Func<Task> Kill, Func<Task> Mend) Victim(FaultWorld world, int at) => (at % 3) switch
    {
        Broker => ("the broker", world.Rabbit.KillAsync, world.Rabbit.StartAgainAsync),
        1 => ("PostgreSQL", () => Task.Run(world.Postgres.Kill), world.Postgres.StartAgainAsync),
        _ => ("households", () => Task.Run(() =>
        {
            using var victim = Process.GetProcessById(world.Six.Ids()["households-1"]);
            victim.Kill();
        }), () => world.Six.MustAsync("start")),
    };

    /// <summary>Asked of the store itself, since the service may be away.</summary>
    static async Task<int> RowsAsync(FaultWorld world, string id)
    {
        await using var connection = new NpgsqlConnection(world.StoreOf("households") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""SELECT "Rows" FROM batches WHERE "Id" = $1""", connection) { Parameters = { new() { Value = id } } };
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Sent again until it is taken.</summary>
    static async Task<string> PushAsync(HttpClient http, string list, string number)
    {
        using var answer = await http.PostAsync(
            $"{Batches}/whole?source=welfare&number={number}&asOf=2020-01-02", new StringContent(list, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, said);
        return JsonDocument.Parse(said).RootElement.Id();
    }

    /// <summary>Its state and counts once it has ended, and how far it was seen to be before.</summary>
    static async Task<(string Ended, IReadOnlyCollection<int> Progress)> EndedAsync(HttpClient http, string id)
    {
        var (ended, progress) = ("", new SortedSet<int>());
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await http.GetAsync($"{Batches}/{id}");
            if (!answer.IsSuccessStatusCode) return false; // the service is just starting again
            var batch = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            ended = string.Join(' ', ((string[])["state", "rows", "added", "changed", "unchanged", "rejected"]).Select(it => batch.GetProperty(it).ToString()));
            progress.Add(batch.GetProperty("progress").GetInt32());
            return batch.Text("state") is not ("queued" or "running");
        }, TimeSpan.FromMinutes(15), pace: TimeSpan.FromMilliseconds(500));
        return (ended, progress);
    }

    /// <summary>Every row is told of once, in the order of the list.</summary>
    static async Task ReportIsWholeAsync(HttpClient http, string id, string[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Batches}/{id}/report") { Headers = { Accept = { new("text/csv") } } };
        using var answer = await http.SendAsync(request);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(ids.Select((it, at) => $"{at + 2},{it},added"), lines.Select(line => string.Join(',', line.Split(',')[..3])));
    }
}
