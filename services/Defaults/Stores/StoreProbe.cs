using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>Answers readiness and the operator's question what still waits to be told.</summary>
public interface IStoreProbe
{
    Task<OutboxState> ReadAsync(CancellationToken stop);
}

sealed class StoreProbe<TStore>(IServiceScopeFactory scopes, TimeProvider time) : IStoreProbe where TStore : Store
{
    public async Task<OutboxState> ReadAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TStore>();
        var waiting = await db.Outbox.CountAsync(stop);
        var parked = await db.Set<ParkedFact>().CountAsync(row => row.TakenAt == null, stop);
        var oldest = await db.Outbox.OrderBy(row => row.Id).Select(row => (DateTime?)row.At).FirstOrDefaultAsync(stop);
        var age = oldest is { } at ? (time.GetUtcNow().UtcDateTime - at).TotalSeconds : 0;
        return new OutboxState(waiting, parked, Math.Round(Math.Max(0, age), 1));
    }
}

/// <param name="Waiting">facts not yet told to everyone who hears them</param>
/// <param name="Parked">facts that could not be taken here; an administrator decides</param>
/// <param name="OldestSeconds">age of the oldest waiting fact</param>
public sealed record OutboxState(int Waiting, int Parked, double OldestSeconds);
