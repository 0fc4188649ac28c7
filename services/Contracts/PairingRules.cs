namespace Contracts;

/// <summary>
/// Rules of one market in a campaign, as in <c>rules.json</c>; what is null takes the engine's default. Distances in
/// decimetres, the radius in metres.
/// </summary>
/// <param name="Radius">0 for none: so a run takes away the one that its campaign has</param>
public sealed record PairingRules(
    long? WProposer = null, long? WAcceptor = null, long? Load = null, long? Need = null, long? Bonus = null,
    long? Radius = null, bool? SecondPlace = null, string? Objective = null, int? Levels = null, int? K = null)
{
    /// <summary>These rules where they say something, and the others where they do not.</summary>
    public PairingRules Over(PairingRules others) => new(
        WProposer ?? others.WProposer, WAcceptor ?? others.WAcceptor, Load ?? others.Load, Need ?? others.Need, Bonus ?? others.Bonus,
        Radius ?? others.Radius, SecondPlace ?? others.SecondPlace, Objective ?? others.Objective, Levels ?? others.Levels, K ?? others.K);

    /// <summary>The rules by name, those first that weigh most in what comes out.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> ByName() =>
    [
        new("objective", Objective), new("levels", Levels), new("radius", Radius), new("secondPlace", SecondPlace), new("load", Load), new("bonus", Bonus),
        new("need", Need), new("wProposer", WProposer), new("wAcceptor", WAcceptor), new("k", K),
    ];
}
