using Defaults;

namespace Households;

/// <param name="Reason">out-of-need, moved-away, deceased, merged, duplicate, entered-in-error or other</param>
/// <param name="On">first day on which it is no longer in the database</param>
sealed record EndInput(string Reason, DateOnly On)
{
    /// <exception cref="InvalidException">with every fault</exception>
    public void Check(DateOnly today)
    {
        var faults = new Faults("");
        if (!Codes.EndReasons.Contains(Reason)) faults.Add(0, "reason", "code-is-known");
        if (On > today) faults.Add(0, "on", "end-not-in-future");
        faults.ThrowIfAny();
    }
}
