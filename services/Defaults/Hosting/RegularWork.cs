using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>What a service looks after by itself, again and again: a subject at a time, each in a scope and by the name of its own.</summary>
public interface IRegularWork
{
    /// <summary>What is to be looked after now.</summary>
    Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop);

    Task DoAsync(string subject, CancellationToken stop);
}

public static class RegularWork
{
    /// <param name="every">from the end of one look to the next</param>
    public static IServiceCollection AddRegularWork<TWork>(this IServiceCollection services, TimeSpan every) where TWork : class, IRegularWork
    {
        services.AddScoped<TWork>();
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<RegularWorker<TWork>>(provider, every));
    }
}

/// <summary>Every replica looks; that two do not do the same is the work's own affair, and its store's.</summary>
sealed partial class RegularWorker<TWork>(IServiceScopeFactory scopes, ILogger<RegularWorker<TWork>> log, TimeSpan every)
    : BackgroundService where TWork : class, IRegularWork
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stop))
        {
            IReadOnlyList<string> subjects = [];
            await TryAsync(async work => subjects = await work.SubjectsAsync(stop), stop);
            foreach (var subject in subjects) await TryAsync(work => work.DoAsync(subject, stop), stop);
        }
    }

    async Task TryAsync(Func<TWork, Task> act, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
            await act(scope.ServiceProvider.GetRequiredService<TWork>());
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            if (Problems.IsPassing(error)) NotNow(log, typeof(TWork).Name, error.GetType().Name);
            else Failed(log, typeof(TWork).Name, error.GetType().Name, error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Work} waits for the store: {Kind}")]
    static partial void NotNow(ILogger log, string work, string kind);

    [LoggerMessage(LogLevel.Error, "{Work} failed with {Kind} and is tried again")]
    static partial void Failed(ILogger log, string work, string kind, Exception error);
}
