using Contracts;
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
            Radius = given.Radius ?? own.Radius,
            SecondPlace = given.SecondPlace ?? own.SecondPlace,
            Objective = given.Objective == "nearest" ? Objective.Nearest : own.Objective,
            Levels = given.Levels ?? own.Levels,
            K = given.K ?? own.K,
        };
    }
}
