using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>Tells this process's worker that a run was queued or is to be adopted, so that it need not wait for its next look.</summary>
public sealed class RunBell<TRun> : IDisposable where TRun : Run
{
    readonly SemaphoreSlim rung = new(0);

    public void Ring() => rung.Release();

    /// <summary>Rings once the answer has gone out: by then the transaction of the request has committed.</summary>
    public void RingAfter(HttpContext http) => http.Response.OnCompleted(() =>
    {
        Ring();
        return Task.CompletedTask;
    });

    internal Task WaitAsync(TimeSpan most, CancellationToken stop) => rung.WaitAsync(most, stop);

    public void Dispose() => rung.Dispose();
}

public static class RunsSetup
{
    /// <summary>Runs of one kind: their bell, their work, and one worker in this process.</summary>
    public static IServiceCollection AddRuns<TStore, TRun, TJob>(this IServiceCollection services)
        where TStore : Store where TRun : Run where TJob : class, IRunJob<TRun>
    {
        services.AddSingleton<RunBell<TRun>>();
        services.AddScoped<TJob>();
        return services.AddHostedService<RunWorker<TStore, TRun, TJob>>();
    }
}
