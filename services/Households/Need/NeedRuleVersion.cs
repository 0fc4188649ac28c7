using System.Text.Json;
using Defaults;

namespace Households;

/// <summary>
/// A need rule (需求分规则) and what became of it: proposed by the bureau, adopted by a second person, in force from its day on
/// until another is. What it says never changes, and it is never deleted.
/// </summary>
sealed class NeedRuleVersion : IOpen
{
    public required int Number { get; init; }

    /// <summary>The rule as JSON.</summary>
    public required string Rule { get; init; }

    /// <summary>The first day on which it may be in force.</summary>
    public required DateOnly From { get; init; }

    public required string Reason { get; init; }

    /// <summary>An account; never a name.</summary>
    public required string ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }
    public RuleState State { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>The first day on which it was in force, and the first on which it was no longer.</summary>
    public DateOnly? InForceOn { get; private set; }

    public DateOnly? ReplacedOn { get; private set; }

    /// <summary>The rule that ships with the service, in force until the bureau has another.</summary>
    public static NeedRuleVersion First(DateTime now)
    {
        var since = new DateOnly(2000, 1, 1);
        var first = new NeedRuleVersion
        {
            Number = NeedRule.Default.Version, Rule = JsonSerializer.Serialize(NeedRule.Default, Wire.Json), From = since, Reason = "", ProposedBy = "system", ProposedAt = now,
        };
        (first.State, first.InForceOn) = (RuleState.InForce, since);
        return first;
    }

    public NeedRule Read() => JsonSerializer.Deserialize<NeedRule>(Rule, Wire.Json)!;

    /// <exception cref="RefusedException">rules <c>rule-waits-for-a-decision</c>, <c>rule-is-adopted-by-another</c></exception>
    public void Adopt(string by, DateTime now)
    {
        Refused.Unless(State == RuleState.Proposed, "rule-waits-for-a-decision");
        Refused.Unless(by != ProposedBy, "rule-is-adopted-by-another");
        (State, DecidedBy, DecidedAt) = (RuleState.Adopted, by, now);
    }

    /// <summary>By anybody who may decide, who proposed it among them; also while it is adopted and waits for its day.</summary>
    /// <exception cref="RefusedException">rule <c>rule-waits-for-a-decision</c></exception>
    public void Withdraw(string by, DateTime now)
    {
        Refused.Unless(State is RuleState.Proposed or RuleState.Adopted, "rule-waits-for-a-decision");
        (State, DecidedBy, DecidedAt) = (RuleState.Withdrawn, by, now);
    }

    public void Begin(DateOnly today) => (State, InForceOn) = (RuleState.InForce, today);

    public void End(DateOnly today) => (State, ReplacedOn) = (RuleState.Replaced, today);
}

enum RuleState
{
    Proposed,

    /// <summary>Waits for its day.</summary>
    Adopted,
    InForce,
    Replaced,
    Withdrawn,
}
