using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Contracts;
using Support;

namespace Members.Tests;

/// <summary>The service as a process of its own, killed at random moments of an import, of runs and of adoptions.</summary>
[Collection(nameof(SpeedTests))]
public sealed class KillTests
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20300310;

    const int helpers = 900;
    const int households = 600;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_and_doubles_nothing()
    {
        var chance = new Random(seed);
        await using var district = await District.OpenAsync("sqlite");
        await district.EnterAsync([.. Enumerable.Range(0, households).Select(at =>
            (District.Household($"h{at}"), (Coordinates?)new Coordinates(118.7 + chance.NextDouble() / 5, 32 + chance.NextDouble() / 5)))]);
        await using var process = new MembersProcess(district);
        await district.Service.DisposeAsync();
        var members = District.Csv(District.Header, Enumerable.Range(0, helpers).Select(at => District.Row($"m{at}", longitude: $"118.{700 + at % 200}")));
        var list = await members.ReadAsStringAsync();

        await process.StartAsync();
        await process.KillDuringAsync(chance.Next(300), http => http.PostAsync("/api/v1/members/register/import", Csv(list)));
        Assert.Contains(await process.CountAsync("register"), new[] { 0, helpers });
        await process.UntilAsync(http => http.PostAsync("/api/v1/members/register/import", Csv(list)), HttpStatusCode.OK);
        Assert.Equal(helpers, await process.CountAsync("register"));

        var run = await process.StartRunAsync();
        for (var kill = 0; kill < 2; kill++) await process.KillDuringAsync(chance.Next(600), http => http.GetAsync(run));
        await process.DoneAsync(run);
        Assert.Equal(households, await process.CountAsync(run + "/pairs", stage: "1"));
        for (var kill = 0; kill < 3; kill++)
        {
            await process.KillDuringAsync(chance.Next(150), http => http.PostAsync(run + "/adopt", null));
            Assert.Contains(await process.CountAsync($"campaigns/{District.Campaign}/pairings", stage: "1"), new[] { 0, households });
        }
        await process.UntilAsync(http => http.PostAsync(run + "/adopt", null), HttpStatusCode.Accepted, HttpStatusCode.Conflict);
        await process.DoneAsync(run, "adopted");
        Assert.Equal(households, await process.CountAsync($"campaigns/{District.Campaign}/pairings", stage: "1"));

        static StringContent Csv(string list) => new(list, System.Text.Encoding.UTF8, "text/csv");
    }

    /// <summary>The built service over a district's store.</summary>
    sealed class MembersProcess(District district) : IAsyncDisposable
    {
        readonly HttpClient http = district.Department;
        Process? process;

        public async Task StartAsync()
        {
            var port = FreePort();
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Members.dll"));
            foreach (var (name, value) in district.Settings) start.Environment[name.Replace(":", "__")] = value;
            start.Environment["Ports__Http"] = $"{port}";
            start.Environment["Logging__LogLevel__Default"] = "None";
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            address = new Uri($"http://127.0.0.1:{port}");
            await Eventually.IsAsync(async () => await TryAsync(() => http.GetAsync(new Uri(address, "/readyz"))) is { IsSuccessStatusCode: true } it ? it : null);
        }

        Uri address = new("http://127.0.0.1");

        /// <summary>Sends, kills the process so many milliseconds later, and starts it again.</summary>
        public async Task KillDuringAsync(int milliseconds, Func<HttpClient, Task<HttpResponseMessage>> send)
        {
            var sent = TryAsync(() => SendAsync(send));
            await Eventually.MomentAsync(TimeSpan.FromMilliseconds(milliseconds));
            process!.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            await sent;
            await StartAsync();
        }

        public async Task UntilAsync(Func<HttpClient, Task<HttpResponseMessage>> send, params HttpStatusCode[] accepted)
        {
            using var answer = await SendAsync(send);
            Assert.Contains(answer.StatusCode, accepted);
        }

        public async Task<string> StartRunAsync()
        {
            using var answer = await SendAsync(it => it.PostAsync($"/api/v1/members/campaigns/{District.Campaign}/runs", null));
            return answer.Headers.Location!.ToString();
        }

        public Task DoneAsync(string run, string state = "done") => Eventually.IsAsync(async () =>
        {
            using var answer = await SendAsync(it => it.GetAsync(run));
            return (await answer.Content.ReadAsStringAsync()).Contains($"\"state\":\"{state}\"", StringComparison.Ordinal) ? run : null;
        });

        /// <summary>Rows of a list as CSV, each household or member counted once and found once.</summary>
        public async Task<int> CountAsync(string path, string? stage = null)
        {
            using var answer = await SendAsync(it =>
            {
                it.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
                return it.GetAsync(path.StartsWith('/') ? path : "/api/v1/members/" + path);
            });
            var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
            var columns = lines[0].Split(',');
            var rows = lines[1..].Select(it => it.Split(',')).Where(it => stage is null || it[Array.IndexOf(columns, "stage")] == stage).ToList();
            var key = Array.IndexOf(columns, stage is null ? "id" : "household");
            Assert.Equal(rows.Count, rows.Select(it => it[key]).Distinct().Count());
            return rows.Count;
        }

        async Task<HttpResponseMessage> SendAsync(Func<HttpClient, Task<HttpResponseMessage>> send)
        {
            using var caller = new HttpClient { BaseAddress = address };
            caller.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
            return await send(caller);
        }

        /// <summary>What a killed process answers: nothing.</summary>
        static async Task<HttpResponseMessage?> TryAsync(Func<Task<HttpResponseMessage>> send)
        {
            HttpResponseMessage? answer = null;
            var error = await Record.ExceptionAsync(async () => answer = await send());
            Assert.True(error is null or HttpRequestException, error?.ToString());
            return answer;
        }

        static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            if (process is null) return;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
