namespace Members;

/// <summary>When those who wait are looked after.</summary>
/// <param name="Quiet">so long after the last one came open: what changes together is looked after together</param>
/// <param name="Most">so long after the first, however many still come; and after a run that failed</param>
/// <param name="Again">so long after a run that found nobody for some: helpers may have come</param>
sealed record ReplacementPace(TimeSpan Quiet, TimeSpan Most, TimeSpan Again)
{
    public bool IsDue(IEnumerable<Waiting> waiting, bool failed, DateTime now)
    {
        var open = waiting.Where(it => !it.IsProposed).ToList();
        var untried = open.Where(it => it.TriedAt is null).Select(it => it.SeenAt).ToList();
        if (untried.Count > 0) return now - untried.Max() >= Quiet || now - untried.Min() >= Most;
        return open.Count > 0 && now - open.Max(it => it.TriedAt) >= (failed ? Most : Again);
    }
}
