using Defaults;

namespace Households;

/// <summary>What verifying the audit log has found.</summary>
/// <param name="Entries">that hold, from the first on</param>
/// <param name="Waiting">written and not chained yet</param>
/// <param name="AnchoredTo">the last number that an anchor names; what follows is held by the chain alone</param>
/// <param name="BrokenAt">the first number that does not hold, null where all do or no entry is to blame</param>
/// <param name="Rule">what does not hold there</param>
sealed record AuditVerdict(bool Whole, long Entries, int Waiting, int Anchors, long AnchoredTo, long? BrokenAt, string? Rule)
{
    public string? Message => Rule is null ? null : Texts.Of(Rule);
}
