using Microsoft.EntityFrameworkCore;

namespace Defaults;

public static class StatementPlans
{
    /// <summary>
    /// For who asks the same for thousands of ids at a time, over and over: on PostgreSQL one plan serves all of them, by index.
    /// Planned anew for each list, a table that grows is read from end to end. Holds the connection until <see cref="PlanEachAsync"/>,
    /// or until the store is disposed of.
    /// </summary>
    public static async Task PlanOnceAsync(this Store db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlAsync($"SET plan_cache_mode = force_generic_plan", stop);
    }

    /// <summary>From now on again as the server thinks best for each statement.</summary>
    public static async Task PlanEachAsync(this Store db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.ExecuteSqlAsync($"RESET plan_cache_mode", stop);
        await db.Database.CloseConnectionAsync();
    }
}
