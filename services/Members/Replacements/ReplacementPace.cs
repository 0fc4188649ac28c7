namespace Members;

/// <summary>When those who wait are looked after.</summary>
/// <param name="Quiet">so long after the last one came open: what changes together is looked after together</param>
/// <param name="Most">so long after the first, however many still come; and after a run that failed for want of something</param>
/// <param name="Again">so long after a run that found nobody for some: helpers may have come</param>
/// <param name="All">so long after a look at all households another is made, whatever is known to have changed</param>
sealed record ReplacementPace(TimeSpan Quiet, TimeSpan Most, TimeSpan Again, TimeSpan All)
{
    public bool IsDue(OpenNow open, DateTime now) => open switch
    {
        { FirstSeen: { } first, LastSeen: { } last } => now - last >= Quiet || now - first >= Most,
        { LastTried: { } tried } => now - tried >= (open.MayBeTriedSoon ? Most : Again),
        _ => false,
    };
}

/// <summary>Those who wait and to whom nobody is proposed.</summary>
/// <param name="FirstSeen">of those whom no run has been begun for since they came open; null where there are none, as is <paramref name="LastSeen"/></param>
/// <param name="LastTried">when a run was last begun for one of the others</param>
/// <param name="MayBeTriedSoon">that run failed, and not because its outcome did not prove right: another would fail as it did</param>
sealed record OpenNow(DateTime? FirstSeen, DateTime? LastSeen, DateTime? LastTried, bool MayBeTriedSoon);
