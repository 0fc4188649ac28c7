namespace Benchmarks;

/// <summary>What a synthetic market looks like.</summary>
/// <param name="Proposers">How many households.</param>
/// <param name="SeatShare">Seats for each household; 1.5 is loose, 1 is tight.</param>
/// <param name="ChoiceShare">The share of both sides that gives a list of choices.</param>
/// <param name="Needs">Whether households have needs and members skills.</param>
/// <param name="Groups">Whether households and members have groups, of some 67 households and three organizations each.</param>
sealed record MarketShape(int Proposers, double SeatShare = 1.5, double ChoiceShare = 0.25, bool Needs = false, bool Groups = false, int Seed = 1);
