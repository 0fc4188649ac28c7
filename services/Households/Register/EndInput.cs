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
        EntryRules.End(this, today, "end-not-in-future", (field, rule) => faults.Add(0, field, rule));
        faults.ThrowIfAny();
    }
}
