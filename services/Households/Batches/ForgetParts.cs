using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Forgets what was handed in for pushes that came to nothing, and whom these would have ended: what is personal is kept no longer
/// than it is worked on. A push that stays open for long is given up.
/// </summary>
sealed class ForgetParts(HouseholdsStore db) : IRegularWork
{
    /// <summary>A push may be handed in over so many days.</summary>
    public const int MostDaysOpen = 14;

    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    static readonly IReadOnlyList<string> all = ["parts"];

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken stop) => Task.FromResult(all);

    public async Task DoAsync(string subject, CancellationToken stop)
    {
        var (opened, now, nothing) = (db.Now.AddDays(-MostDaysOpen), db.Now, Array.Empty<byte>());
        await db.Batches.Where(it => it.State == RunState.Open && it.QueuedAt < opened).ExecuteUpdateAsync(change => change
            .SetProperty(it => it.State, RunState.Cancelled).SetProperty(it => it.CancelledBy, Caller.System.Subject).SetProperty(it => it.FinishedAt, now), stop);
        var ended = db.Batches.Where(it => it.State == RunState.Cancelled || it.State == RunState.Failed);
        await db.BatchParts.Where(part => part.Content != nothing && ended.Any(it => it.Id == part.Batch))
            .ExecuteUpdateAsync(change => change.SetProperty(part => part.Content, nothing), stop);
        await db.Missing.Where(it => ended.Any(batch => batch.Id == it.Batch)).ExecuteDeleteAsync(stop);
    }
}
