using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Defaults;

/// <summary>Answers a fact of another service. Idempotent, and never refuses: a stale fact changes nothing. Does not save.</summary>
public interface IWhen<in TFact>
{
    Task HearAsync(TFact fact, CancellationToken stop);
}

/// <summary>How a service takes in what it is told, from within the process or by the broker alike.</summary>
public interface IHearing
{
    /// <summary>Full names of the facts that somebody here hears.</summary>
    IReadOnlySet<string> Types { get; }

    /// <summary>
    /// Takes deliveries in, each once however often it comes. Returns when each has taken effect or is parked; as long as
    /// the store is away it waits.
    /// </summary>
    Task TakeAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop);

    /// <summary>Sets a message aside that cannot even be tried.</summary>
    /// <param name="why">the rule that it breaks</param>
    Task ParkAsync(Delivery delivery, string why, CancellationToken stop);
}

/// <summary>
/// Claims messages by inserting them into the inbox, lets the <em>whens</em> act, and commits all of it at once: one
/// commit for a batch, since commits are what a store has fewest of. If one delivery of a batch fails, each is taken by
/// itself.
/// </summary>
sealed partial class Hearing<TStore>(IServiceScopeFactory scopes, Ears<TStore> ears, FactsRoute route, ILogger<Hearing<TStore>> log)
    : IHearing where TStore : Store
{
    static readonly TimeSpan[] pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    public IReadOnlySet<string> Types => ears.Types;

    public async Task TakeAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        if (await TryAsync(deliveries, stop) is null) return;
        var left = deliveries;
        for (var attempt = 0; left.Count > 0; attempt++)
        {
            if (attempt > 0) await Task.Delay(pauses[attempt - 1], stop);
            var failed = new List<Delivery>();
            foreach (var delivery in left)
            {
                if (await TryAsync([delivery], stop) is not { } error) continue;
                NotTaken(log, delivery.Type, delivery.Message, attempt + 1, error.GetBaseException().GetType().Name);
                if (error is Unhearable || attempt == pauses.Length) await ParkAsync(delivery, WhyOf(error), stop);
                else failed.Add(delivery);
            }
            left = failed;
        }
    }

    public async Task ParkAsync(Delivery delivery, string why, CancellationToken stop)
    {
        using var spans = new FactSpans(route);
        spans.Park(delivery, why);
        var error = await PatientlyAsync((_, db) => db.ParkAsync(delivery, why, stop), stop);
        if (error is not null) throw error;
        Parked(log, delivery.Type, delivery.Message, why);
    }

    /// <summary>What went wrong, null when nothing did.</summary>
    Task<Exception?> TryAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop) => PatientlyAsync(async (provider, db) =>
    {
        using var spans = new FactSpans(route);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var claimed = await db.ClaimAsync(deliveries, stop);
            if (claimed.Count < deliveries.Count) Absorbed(log, deliveries.Count - claimed.Count);
            foreach (var delivery in deliveries)
                if (claimed.Remove(delivery.Message)) await ears.HearAsync(provider, db, delivery, spans, stop);
            await transaction.CommitAsync(stop);
        }
        catch (Exception error)
        {
            spans.Fail(error);
            throw;
        }
    }, stop);

    /// <summary>Acts with a store of its own; while the store is away it waits and acts again.</summary>
    async Task<Exception?> PatientlyAsync(Func<IServiceProvider, TStore, Task> act, CancellationToken stop)
    {
        for (var pause = pauses[0]; ; pause = pause * 2 < longest ? pause * 2 : longest)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
                await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TStore>());
                return null;
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                if (!Problems.IsPassing(error)) return error;
                StoreAway(log, error.GetType().Name);
            }
            await Task.Delay(pause, stop);
        }
    }

    static string WhyOf(Exception error) => error is Unhearable unhearable ? unhearable.Rule : "hearer-takes-it: " + error.GetBaseException().GetType().Name;

    [LoggerMessage(LogLevel.Warning, "{Fact} {Message} was not taken at attempt {Attempt}: {Kind}")]
    static partial void NotTaken(ILogger log, string fact, Guid message, int attempt, string kind);

    [LoggerMessage(LogLevel.Error, "{Fact} {Message} is parked: {Why}")]
    static partial void Parked(ILogger log, string fact, Guid message, string why);

    [LoggerMessage(LogLevel.Information, "Absorbed {Count} that had been taken before")]
    static partial void Absorbed(ILogger log, int count);

    [LoggerMessage(LogLevel.Warning, "What was told waits for the store: {Kind}")]
    static partial void StoreAway(ILogger log, string kind);
}

/// <summary>A message that no attempt can help: no JSON, not what its type says, or of a type that nobody here hears.</summary>
sealed class Unhearable(string rule, Exception? inner = null) : Exception(rule, inner)
{
    public string Rule { get; } = rule;
}
