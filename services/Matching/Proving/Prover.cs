namespace Matching;

/// <summary>Checks an outcome by code that shares nothing with the solver (<see cref="Proof.Check(Market, Outcome, int, CancellationToken)"/>): so a run is given both.</summary>
public delegate ProofReport Prover(Market market, Outcome outcome, CancellationToken stop);
