using Defaults;

namespace Households;

/// <summary>Somebody whom an endpoint did not let in; the same again is the same denial.</summary>
/// <param name="Roles">all of the token, blanks between them: those that were not let in too</param>
/// <param name="Area">prefix of the division whose auditors see it; empty where nothing says one</param>
/// <param name="Route">the endpoint's own, without what a caller wrote into it</param>
sealed record Denial(string Subject, string Roles, string Area, string Route, string Rule)
{
    public Caller Caller => new(Subject, Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries), Area, null, null, Reach.Nothing);

    public AuditedAct Act(string target, string area, int times = 1, IReadOnlyCollection<string>? households = null) =>
        new(AuditedAct.Denial, "deny", target, area) { Rule = Rule, Detail = target == Route ? null : Route, Times = times, Households = [.. households ?? []] };
}
