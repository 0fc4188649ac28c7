using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Defaults;

/// <summary>Whether this process is ready, by the checks that <c>/readyz</c> asks: as it was last found, and when that changes.</summary>
public sealed class Readiness(HealthCheckService health)
{
    readonly Lock gate = new();
    bool ready;
    long looks;
    long told;
    Task<string>? asking;
    TaskCompletionSource changed = Untold();

    /// <summary>As it was last found; the task ends when it is found otherwise.</summary>
    public (bool Ready, Task Changed) Now
    {
        get { lock (gate) return (ready, changed.Task); }
    }

    /// <summary>For strangers: however many ask at once, the checks are asked once, and the store is not kept from its work.</summary>
    /// <returns>what is wrong, empty when nothing is</returns>
    public Task<string> AskAsync(CancellationToken stop)
    {
        lock (gate)
        {
            if (asking is null or { IsCompleted: true }) asking = LookAsync(CancellationToken.None); // each check ends by itself
            return asking.WaitAsync(stop);
        }
    }

    /// <summary>Asks the checks; several may ask at once.</summary>
    /// <returns>what is wrong, empty when nothing is</returns>
    public async Task<string> LookAsync(CancellationToken stop)
    {
        var look = Interlocked.Increment(ref looks);
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Health.Ready), stop);
        var wrong = string.Join("; ", report.Entries.Where(it => it.Value.Status != HealthStatus.Healthy).Select(it => it.Value.Description));
        Tell(look, report.Status == HealthStatus.Healthy);
        return wrong;
    }

    void Tell(long look, bool found)
    {
        lock (gate)
        {
            if (look < told) return; // a look that began later has told already
            told = look;
            if (found == ready) return;
            ready = found;
            changed.SetResult();
            changed = Untold();
        }
    }

    static TaskCompletionSource Untold() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
