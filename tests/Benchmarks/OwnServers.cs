using System.Diagnostics;

namespace Benchmarks;

/// <summary>Starts private servers, and this program again with them.</summary>
static class OwnServers
{
    public static async Task<int> RunAsync(string verb)
    {
        var start = new ProcessStartInfo("bash") { ArgumentList = { "tests/servers/with", Environment.ProcessPath!, verb } };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Insert(2, Environment.GetCommandLineArgs()[0]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
