using Contracts;
using Defaults;
using Rules = Matching.Rules;
using Objective = Matching.Objective;

namespace Organizations;

/// <summary>A campaign's rules as the engine takes them.</summary>
static class MarketRules
{
    /// <summary>The rules of organizations with communities.</summary>
    public static Rules Of(PairingRules given) => Fill(given, Rules.ForOrganizations);

    /// <summary>Of organizations with communities, with nothing left to a default.</summary>
    public static PairingRules OfOrganizations(string field, PairingRules? given, Faults faults)
    {
        var rules = Checked(field, given, Rules.ForOrganizations, faults);
        // Rounds give an organization its further communities; a second place beside them would be given past its wish.
        if (rules.SecondPlace == true) faults.Add(0, $"{field}.secondPlace", "organizations-have-no-second-place");
        return rules;
    }

    /// <summary>The rules with nothing left to a default, and faults for what the engine would refuse, by its own names.</summary>
    public static PairingRules Checked(string field, PairingRules? given, Rules defaults, Faults faults)
    {
        given ??= new PairingRules();
        if (given.Objective is not (null or "stable" or "nearest")) faults.Add(0, $"{field}.objective", "code-is-known");
        var full = Fill(given, defaults);
        foreach (var fault in full.Broken()) faults.Add(0, $"{field}.{fault.Field}", fault.Rule);
        return new(
            full.WProposer, full.WAcceptor, full.Load, full.Need, full.Bonus, full.Radius, full.SecondPlace,
            full.Objective == Objective.Nearest ? "nearest" : "stable", full.Levels, full.K);
    }

    static Rules Fill(PairingRules given, Rules defaults) => defaults with
    {
        WProposer = given.WProposer ?? defaults.WProposer,
        WAcceptor = given.WAcceptor ?? defaults.WAcceptor,
        Load = given.Load ?? defaults.Load,
        Need = given.Need ?? defaults.Need,
        Bonus = given.Bonus ?? defaults.Bonus,
        Radius = given.Radius == 0 ? null : given.Radius ?? defaults.Radius,
        SecondPlace = given.SecondPlace ?? defaults.SecondPlace,
        Objective = given.Objective == "nearest" ? Objective.Nearest : defaults.Objective,
        Levels = given.Levels ?? defaults.Levels,
        K = given.K ?? defaults.K,
    };
}
