using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Benchmarks;

/// <summary>
/// The verb <c>changes</c>: sixteen callers push changed households through the gateway of six processes, 1 to 20 a request,
/// each acknowledged before the next. First as fast as they can, then at the pace that is asked for.
/// </summary>
static class ChangesVerb
{
    const int Callers = 16;
    const int Wanted = 500;
    const int Times = 5;
    static readonly TimeSpan time = TimeSpan.FromSeconds(6);
    static readonly TimeProvider clock = TimeProvider.System;

    public static Command Create()
    {
        var verb = new Command("changes", "how many changes a second the six processes accept");
        verb.SetAction(async (_, _) =>
        {
            if (Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ") is null) return await OwnServers.RunAsync();
            Figures.Load();
            await using var deployment = await Deployment.StartAsync();
            var callers = await FillAsync(deployment);
            List<Pushed> full = [], paced = [];
            var before = deployment.Used();
            for (var at = 0; at <= Times; at++)
            {
                if (at == 1) before = deployment.Used();
                full.Add(await PushAsync(callers, pace: null, at));
                paced.Add(await PushAsync(callers, pace: Wanted * 1.05, at));
            }
            // What the machine does beside takes time from the processes and does not add to this.
            var changes = full.Concat(paced).Except([full[0], paced[0]]).Sum(it => it.Changes);
            foreach (var (process, used) in deployment.Used().OrderByDescending(it => it.Value - before[it.Key]))
                Figures.AtLeast($"changes-processor-ms-{process}", (used - before[process]) * 1_000 / changes, 0);
            Figures.AtLeast("changes-per-s", Figures.Median([.. full[1..].Select(it => it.PerSecond)]), Wanted);
            Figures.AtLeast("changes-full-p99-ms", Figures.Median([.. full[1..].Select(it => it.P99)]), 0);
            Figures.AtLeast("changes-paced-per-s", Figures.Median([.. paced[1..].Select(it => it.PerSecond)]), Wanted);
            Figures.AtMost("changes-paced-p99-ms", Figures.Median([.. paced[1..].Select(it => it.P99)]), 250);
            Figures.Load();
            return 0;
        });
        return verb;
    }

    static async Task<List<(HttpClient Http, Bureau Bureau)>> FillAsync(Deployment deployment)
    {
        using var administrator = await deployment.AdministratorAsync();
        await SendAsync(administrator, "/api/v1/organizations/areas/import", Bureau.Areas(), "areas");
        var bureau = new Bureau();
        var callers = new List<(HttpClient Http, Bureau)>();
        for (var at = 0; at < Callers; at++) callers.Add((await deployment.NewAsync(administrator, $"bureau-{at}", "civil-affairs", Bureau.District), bureau));
        // The areas may still be on their way to Households.
        for (var watch = Stopwatch.StartNew(); !await SendAsync(callers[0].Http, import, bureau.Next(Enumerable.Range(0, Bureau.Households)), $"first-{watch.ElapsedMilliseconds}"); await Task.Delay(TimeSpan.FromMilliseconds(500), clock))
            if (watch.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException("Households was not told of the areas");
        return callers;
    }

    const string import = "/api/v1/households/register/import";

    /// <param name="pace">changes a second that are offered, null for as many as are taken</param>
    static async Task<Pushed> PushAsync(List<(HttpClient Http, Bureau Bureau)> callers, double? pace, int run)
    {
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(callers.Select((caller, at) => Task.Run(() => CallAsync(caller.Http, caller.Bureau, at, pace / Callers, run, watch))));
        return Pushed.Of([.. latencies.SelectMany(it => it)], watch.Elapsed);
    }

    /// <summary>Milliseconds from when a request was due to its answer, and its rows: one that waits for its turn has begun to wait already.</summary>
    static async Task<List<(double Ms, int Rows)>> CallAsync(HttpClient http, Bureau bureau, int caller, double? pace, int run, Stopwatch watch)
    {
        var random = new Random(run * Callers + caller);
        var own = Enumerable.Range(0, Bureau.Households / Callers).Select(at => at * Callers + caller).ToArray();
        var (answers, due) = (new List<(double, int)>(), TimeSpan.FromSeconds(random.NextDouble() * 0.2));
        for (var request = 0; watch.Elapsed < time; request++)
        {
            var rows = random.Next(1, 21);
            random.Shuffle(own);
            if (pace is null) due = watch.Elapsed;
            else if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, clock);
            if (!await SendAsync(http, import, bureau.Next(own[..rows]), $"{run}-{pace is null}-{request}")) throw new InvalidOperationException("a change was not accepted");
            answers.Add(((watch.Elapsed - due).TotalMilliseconds, rows));
            if (pace is { } offered) due += TimeSpan.FromSeconds(rows / offered);
        }
        return answers;
    }

    /// <summary>Whether every row was accepted.</summary>
    static async Task<bool> SendAsync(HttpClient http, string path, string list, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(list, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode == HttpStatusCode.BadRequest) return false;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {said}");
        var receipt = JsonDocument.Parse(said).RootElement;
        return receipt.GetProperty("added").GetInt32() + receipt.GetProperty("changed").GetInt32() == receipt.GetProperty("rows").GetInt32();
    }

    sealed record Pushed(int Changes, double PerSecond, double P99)
    {
        public static Pushed Of(List<(double Ms, int Rows)> answers, TimeSpan elapsed) =>
            new(answers.Sum(it => it.Rows), answers.Sum(it => it.Rows) / elapsed.TotalSeconds, answers.Select(it => it.Ms).Order().ElementAt(answers.Count * 99 / 100));
    }
}
