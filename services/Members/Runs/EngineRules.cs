using Contracts;
using Defaults;
using Matching;

namespace Members;

/// <summary>A campaign's rules as the engine takes them: what the campaign leaves open is the engine's own.</summary>
static class EngineRules
{
    public static Rules Of(PairingRules given)
    {
        var own = Rules.ForHouseholds;
        return own with
        {
            WProposer = given.WProposer ?? own.WProposer,
            WAcceptor = given.WAcceptor ?? own.WAcceptor,
            Load = given.Load ?? own.Load,
            Need = given.Need ?? own.Need,
            Bonus = given.Bonus ?? own.Bonus,
            Radius = given.Radius == 0 ? null : given.Radius ?? own.Radius,
            SecondPlace = given.SecondPlace ?? own.SecondPlace,
            Objective = given.Objective == "nearest" ? Objective.Nearest : own.Objective,
            Levels = given.Levels ?? own.Levels,
            K = given.K ?? own.K,
        };
    }

    /// <summary>The rules of a run: its own over the campaign's, with nothing left to a default.</summary>
    /// <param name="own">null where it has none; what the campaign's rules break then fails the run, and not its start</param>
    /// <exception cref="InvalidException">for what the engine would refuse, by its own names</exception>
    public static PairingRules Full(PairingRules campaign, PairingRules? own)
    {
        var full = Of(own?.Over(campaign) ?? campaign);
        var faults = new Faults("");
        if (own?.Objective is not (null or "stable" or "nearest")) faults.Add(0, "rules.objective", "code-is-known");
        if (own is not null)
            foreach (var fault in full.Broken()) faults.Add(0, $"rules.{fault.Field}", fault.Rule);
        faults.ThrowIfAny();
        return new(
            full.WProposer, full.WAcceptor, full.Load, full.Need, full.Bonus, full.Radius, full.SecondPlace,
            full.Objective == Objective.Nearest ? "nearest" : "stable", full.Levels, full.K);
    }
}
