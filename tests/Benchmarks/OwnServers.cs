using System.Diagnostics;

namespace Benchmarks;

/// <summary>Starts private servers, and this program again with them and all that it was asked.</summary>
static class OwnServers
{
    public static async Task<int> RunAsync()
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { "tests/servers/with", Environment.ProcessPath! } };
        var given = Environment.GetCommandLineArgs();
        foreach (var word in given.Skip(Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? 0 : 1)) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
