using Defaults;

namespace Households;

/// <summary>
/// Records what was denied. The first time at once, before it is answered; the same again (<see cref="Denial"/>) within a minute
/// is counted, and told as one further entry when the minute is over or the process stops. So whoever asks a thousand times a
/// second fills no disk and keeps no writer waiting; who kills the process hides how often it was in that minute, not that it was.
/// </summary>
sealed class RecordDenials(IServiceScopeFactory scopes, TimeProvider time)
{
    static readonly TimeSpan window = TimeSpan.FromMinutes(1);
    const int MostNamed = 20;

    readonly Lock gate = new();
    readonly Dictionary<Denial, Again> counted = [];

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="household">whose, where the endpoint's route names one</param>
    /// <param name="area">the household's, or else the caller's</param>
    public async Task RunAsync(Denial denial, string? household, string area, CancellationToken stop)
    {
        lock (gate)
        {
            if (counted.TryGetValue(denial, out var again))
            {
                again.Times++;
                if (household is not null && again.Households.Count < MostNamed) again.Households.Add(household);
                return;
            }
            counted.Add(denial, new Again { Since = Now });
        }
        try
        {
            await WriteAsync([denial.Act(household is null ? denial.Route : AuditedAct.TargetOf(household), area)], [denial.Caller], stop);
        }
        catch
        {
            lock (gate) counted.Remove(denial);
            throw;
        }
    }

    /// <param name="all">those too whose minute is not over</param>
    public async Task TellAsync(bool all, CancellationToken stop)
    {
        List<(Denial Denial, Again Again)> due;
        lock (gate)
        {
            due = [.. counted.Where(it => all || Now - it.Value.Since >= window).Select(it => (it.Key, it.Value))];
            foreach (var (denial, _) in due) counted.Remove(denial);
        }
        var told = due.Where(it => it.Again.Times > 0).ToList();
        if (told.Count == 0) return;
        try
        {
            await WriteAsync(told.ConvertAll(it => it.Denial.Act(it.Denial.Route, it.Denial.Area, it.Again.Times, it.Again.Households)), told.ConvertAll(it => it.Denial.Caller), stop);
        }
        catch
        {
            lock (gate)
                foreach (var (denial, again) in told)
                    if (!counted.TryAdd(denial, again)) counted[denial].Times += again.Times;
            throw;
        }
    }

    async Task WriteAsync(IReadOnlyList<AuditedAct> acts, IReadOnlyList<Caller> callers, CancellationToken stop)
    {
        // Not the request's own store: what it has left undone there stays undone.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        for (var at = 0; at < acts.Count; at++) db.Record(acts[at], callers[at]);
        await db.SaveChangesAsync(stop);
    }

    sealed class Again
    {
        public required DateTime Since { get; init; }
        public int Times { get; set; }
        public HashSet<string> Households { get; } = new(StringComparer.Ordinal);
    }
}
