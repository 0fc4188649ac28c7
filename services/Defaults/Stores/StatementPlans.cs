using Microsoft.EntityFrameworkCore;

namespace Defaults;

public static class StatementPlans
{
    /// <summary>
    /// For who asks the same for thousands of ids at a time, over and over: on PostgreSQL it is planned for a list of any length, and
    /// so by index. Planned for each list, a table that grows is read from end to end. Holds the connection until
    /// <see cref="PlanEachAsync"/>, or until the store is disposed of.
    /// </summary>
    public static async Task PlanOnceAsync(this Store db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.OpenConnectionAsync(stop);
        await db.Database.ExecuteSqlAsync($"SET plan_cache_mode = force_generic_plan", stop);
    }

    /// <summary>
    /// Plans by the present size of each table what is asked from now on: a plan that was made while a table was empty reads it from
    /// end to end, and is kept until the server looks at the table by itself.
    /// </summary>
    public static async Task PlanAnewAsync(this Store db, CancellationToken stop)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"DISCARD PLANS", stop);
    }

    /// <summary>
    /// The same before each part of a long work that adds rows, and now and then only where the parts are small: planning costs more
    /// than a few rows do, but many small parts make a table large too.
    /// </summary>
    /// <param name="rows">of the part</param>
    /// <param name="since">rows of the parts since it was planned</param>
    /// <returns>the same, with this part</returns>
    public static async Task<int> PlanAsGrowingAsync(this Store db, int rows, int since, CancellationToken stop)
    {
        if (since + rows <= Packets.Most) return since + rows;
        await db.PlanAnewAsync(stop);
        return 0;
    }

    /// <summary>From now on again as the server thinks best for each statement.</summary>
    public static async Task PlanEachAsync(this Store db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        await db.Database.ExecuteSqlAsync($"RESET plan_cache_mode", stop);
        await db.Database.CloseConnectionAsync();
    }
}
