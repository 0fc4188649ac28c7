using Microsoft.EntityFrameworkCore;

namespace Defaults;

public static class StatementPlans
{
    /// <summary>
    /// For who asks the same for thousands of ids at a time, over and over: on PostgreSQL one plan serves all of them, by index.
    /// Planned anew for each list, a table that grows is read from end to end. Holds the connection until the store is disposed of.
    /// </summary>
    public static async Task PlanOnceAsync(this Store db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlAsync($"SET plan_cache_mode = force_generic_plan", stop);
    }
}
