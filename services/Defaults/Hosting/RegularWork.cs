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

    /// <summary>What is left to be done when the process stops.</summary>
    Task EndAsync(CancellationToken stop) => Task.CompletedTask;
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
    /// <summary>What failed is not tried again at once, however often it is looked after.</summary>
    static readonly TimeSpan rest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stop))
        {
            IReadOnlyList<string> subjects = [];
            var well = await TryAsync(async work => subjects = await work.SubjectsAsync(stop), stop);
            foreach (var subject in subjects) well &= await TryAsync(work => work.DoAsync(subject, stop), stop);
            if (!well && every < rest) await Task.Delay(rest - every, stop);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(work => work.EndAsync(cancellationToken), cancellationToken);
    }

    async Task<bool> TryAsync(Func<TWork, Task> act, CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
            await act(scope.ServiceProvider.GetRequiredService<TWork>());
            return true;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            if (Problems.IsPassing(error)) NotNow(log, typeof(TWork).Name, error.GetType().Name);
            else Failed(log, typeof(TWork).Name, error.GetType().Name, error);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Work} waits for the store: {Kind}")]
    static partial void NotNow(ILogger log, string work, string kind);

    [LoggerMessage(LogLevel.Error, "{Work} failed with {Kind} and is tried again")]
    static partial void Failed(ILogger log, string work, string kind, Exception error);
}
