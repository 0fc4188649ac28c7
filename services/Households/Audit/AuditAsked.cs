using Defaults;

namespace Households;

/// <summary>Which entries are asked for.</summary>
/// <param name="Household">whom they concern: as their target, or among others</param>
/// <param name="From">the first moment, UTC</param>
/// <param name="To">the first moment after them</param>
sealed record AuditAsked(string? Subject, string? Household, string? Kind, DateTime? From, DateTime? To)
{
    /// <exception cref="InvalidException">rules <c>code-is-known</c>, <c>id-form</c></exception>
    public void Check()
    {
        var faults = new Faults("");
        if (Kind is not null && !AuditedAct.Kinds.Contains(Kind)) faults.Add(0, "kind", "code-is-known");
        if (Household is not null && !IdForm.IsKept(Household)) faults.Add(0, "household", "id-form");
        faults.ThrowIfAny();
    }
}
