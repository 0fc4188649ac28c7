using System.Diagnostics;

namespace SystemTests;

/// <summary>Runs what stands in this tree the way a person would, from a shell.</summary>
static class Tree
{
    public static string Top { get; } = Find();

    /// <summary>Runs a command of bash in the top folder, to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string command, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = Top, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // What it starts and leaves running holds no end of these.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pairing.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Pairing.sln is in no folder above the tests");
        return folder.FullName;
    }
}
