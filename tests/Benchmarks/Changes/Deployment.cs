using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using System.Text.Json;

namespace Benchmarks;

/// <summary>The platform as <c>deploy/servers/run</c> starts it, with a data folder and ports of its own for one benchmark.</summary>
sealed class Deployment : IAsyncDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("pairing-benchmark-").FullName;
    readonly int port = FreePorts();

    public static async Task<Deployment> StartAsync()
    {
        var deployment = new Deployment();
        foreach (var verb in (string[])["create", "migrate", "start"])
            if (await deployment.RunAsync(verb) is not 0 and var code)
            {
                await deployment.DisposeAsync();
                throw new InvalidOperationException($"deploy/servers/run {verb} ended with {code}");
            }
        return deployment;
    }

    /// <summary>The first account, which may make others.</summary>
    public async Task<HttpClient> AdministratorAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(data, "first-administrator.txt"));
        return await SignInAsync(lines[0], lines[1]);
    }

    public async Task<HttpClient> NewAsync(HttpClient administrator, string user, string role, string area)
    {
        var password = "a long password of " + user;
        using var made = await administrator.PostAsJsonAsync("/api/v1/accounts", new { user, password, roles = new[] { role }, area });
        made.EnsureSuccessStatusCode();
        return await SignInAsync(user, password);
    }

    async Task<HttpClient> SignInAsync(string user, string password)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
        using var answer = await http.PostAsJsonAsync("/sign-in", new { user, password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return http;
    }

    /// <summary>Seconds of a processor that each process has used so far.</summary>
    public Dictionary<string, double> Used() => Directory.GetFiles(Path.Combine(data, "run"), "*.pid").ToDictionary(file => Path.GetFileNameWithoutExtension(file).Split('-')[0], file =>
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture));
        return process.TotalProcessorTime.TotalSeconds;
    }, StringComparer.Ordinal);

    async Task<int> RunAsync(string verb)
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { "deploy/servers/run", verb }, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PAIRING_DATA"] = data;
        start.Environment["PAIRING_PORT"] = $"{port}";
        start.Environment["PAIRING_PREFIX"] = $"b{port}";
        start.Environment["PAIRING_PATIENCE"] = "120";
        start.Environment["PAIRING_POSTGRES"] = Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES");
        start.Environment["PAIRING_RABBITMQ"] = Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ");
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    // Ten ports a service, counted from the gateway's.
    static int FreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(it => it.Port).ToHashSet();
        return Enumerable.Range(0, 200).Select(at => 12_000 + at * 60).First(first => !Enumerable.Range(first, 60).Any(taken.Contains));
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(data, "settings"))) await RunAsync("stop");
        Directory.Delete(data, recursive: true);
    }
}
