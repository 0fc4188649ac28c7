using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SystemTests;

/// <summary>The platform as a person starts it: a process of its own, with its arguments, its output and its end.</summary>
sealed class LocalProcess : IDisposable
{
    readonly Process process;
    readonly StringBuilder output = new();
    readonly StringBuilder errors = new();

    LocalProcess(Process process) => this.process = process;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    public string Errors
    {
        get { lock (errors) return errors.ToString(); }
    }

    /// <summary>The port of its gateway, as it says at its end.</summary>
    public int Port => int.Parse(Regex.Match(Output, @"http://127\.0\.0\.1:(?<port>\d+)/", RegexOptions.NonBacktracking).Groups["port"].Value, CultureInfo.InvariantCulture);

    public bool HasExited => process.HasExited;

    public static LocalProcess Start(params string[] arguments) => Start(arguments, []);

    /// <param name="environment">what it finds in its environment beside the usual</param>
    public static LocalProcess Start(string[] arguments, (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(DotNet) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Local.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var local = new LocalProcess(new Process { StartInfo = start });
        local.process.OutputDataReceived += (_, line) => { lock (local.output) local.output.AppendLine(line.Data); };
        local.process.ErrorDataReceived += (_, line) => { lock (local.errors) local.errors.AppendLine(line.Data); };
        local.process.Start();
        local.process.BeginOutputReadLine();
        local.process.BeginErrorReadLine();
        return local;
    }

    /// <summary>Runs to the end; the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? most = null)
    {
        using var limit = new CancellationTokenSource(most ?? TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        process.WaitForExit(); // the last lines of output
        return process.ExitCode;
    }

    /// <summary>Waits until a line of the output holds a text.</summary>
    public void Says(string text, TimeSpan? most = null)
    {
        var until = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (process.HasExited) throw new InvalidOperationException($"it ended with {process.ExitCode} before it said {text}: {Errors}");
            if (until.Elapsed > (most ?? TimeSpan.FromMinutes(3))) throw new TimeoutException($"it did not say {text}: {Output} {Errors}");
            process.WaitForExit(50);
        }
    }

    /// <summary>Waits until a file is there.</summary>
    public void Makes(string file)
    {
        var until = Stopwatch.StartNew();
        while (!File.Exists(file))
        {
            if (process.HasExited) throw new InvalidOperationException($"it ended with {process.ExitCode}: {Errors}");
            if (until.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"it did not make {file}");
            process.WaitForExit(5);
        }
    }

    /// <summary>Lets it work for a while; false when it ended by itself before.</summary>
    public bool WorksFor(TimeSpan time) => !process.WaitForExit(time);

    /// <summary>SIGINT, as Ctrl-C sends it; false when it could not be sent.</summary>
    public bool Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
