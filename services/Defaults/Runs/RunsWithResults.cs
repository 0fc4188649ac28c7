namespace Defaults;

public static class RunsWithResults
{
    /// <summary>Those whose <see cref="Run.HasResults"/>, as the store is asked for them.</summary>
    public static IQueryable<TRun> WithResults<TRun>(this IQueryable<TRun> runs) where TRun : Run =>
        runs.Where(run => run.State == RunState.Done || run.State == RunState.Adopting || run.State == RunState.Adopted);
}
