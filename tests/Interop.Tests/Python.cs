using System.Diagnostics;
using System.Text.Json;

namespace Interop.Tests;

/// <summary>One of the scripts beside this file, run by Debian's Python, which has grpcio; ended by the end of its input.</summary>
sealed class Python : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    readonly SemaphoreSlim turn = new(1);
    readonly Process process;
    readonly Task<string> errors;

    public Python(string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-B"); // leaves no compiled files beside the scripts
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, script));
        foreach (var proxy in (string[])["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]) start.Environment.Remove(proxy);
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <exception cref="InvalidOperationException">with its errors, when it has ended</exception>
    public async Task<string> LineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(patience)
        ?? throw new InvalidOperationException($"the script has ended: {await errors}");

    public async Task<JsonElement> AskAsync(object question)
    {
        await turn.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
            await process.StandardInput.FlushAsync();
            return JsonSerializer.Deserialize<JsonElement>(await LineAsync());
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill();
        process.Dispose();
        turn.Dispose();
    }
}
