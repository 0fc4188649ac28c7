namespace Contracts;

/// <summary>
/// Rules of one market in a campaign, as in <c>rules.json</c>; what is null takes the engine's default. Distances in
/// decimetres, the radius in metres.
/// </summary>
public sealed record PairingRules(
    long? WProposer = null, long? WAcceptor = null, long? Load = null, long? Need = null, long? Bonus = null,
    long? Radius = null, bool? SecondPlace = null, string? Objective = null, int? Levels = null, int? K = null);
