namespace Members;

/// <summary>From when a household has been without a helper whom both sides confirmed, and why.</summary>
sealed record Alone(DateTime Since, string Reason)
{
    /// <summary>Not alone; the store asks the same of all households at once (<see cref="GatherWaiting"/>).</summary>
    public static bool IsHelped(IEnumerable<Pairing> firsts) => firsts.Any(it => it.Stands && it.Status == PairingStatus.Confirmed);

    /// <summary>
    /// By its first helpers of one campaign so far. Proposals that nobody ever confirmed leave it as alone as it was before
    /// them. What ended before it came back to the database says nothing of today. Null where nothing says.
    /// </summary>
    public static Alone? By(IEnumerable<Pairing> firsts, DateTime? activeSince)
    {
        var all = firsts.OrderBy(it => it.Since).ThenBy(it => it.Id, StringComparer.Ordinal).ToList();
        all.RemoveRange(0, 1 + all.FindLastIndex(it => it.EndReason == Pairing.HouseholdLeft || it.Until < activeSince));
        if (all.Count == 0) return null;
        return new(
            all.FindLast(it => it.WasConfirmed)?.Until ?? all[0].Since,
            all.FindLast(it => it.EndReason is not null)?.EndReason ?? Waiting.AwaitsConfirmation);
    }
}
