using System.CommandLine;

namespace Benchmarks;

/// <summary>
/// The verb <c>matching</c>: the engine beside LEMON's network simplex, scipy's sparse assignment and the textbook, on the
/// same market in alternation; medians of five after a warm-up, a peer that needs over half a minute once. One line a
/// figure: <c>figure NAME VALUE TARGET ok</c> or <c>… short</c>.
/// </summary>
static class MatchingVerb
{
    static readonly Option<int[]> sizes = new("--sizes") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000] };
    static readonly Option<bool> alone = new("--alone") { Description = "without the peers" };

    public static Command Create()
    {
        var verb = new Command("matching", "how long the engine, its proof and its peers take") { sizes, alone };
        verb.SetAction(said =>
        {
            Figures.Load();
            var peers = said.GetValue(alone) ? null : new Peers();
            foreach (var size in said.GetRequiredValue(sizes)) new MatchingFigures(size, size <= 1_000_000 ? peers : null).Measure();
            Figures.Load();
        });
        return verb;
    }
}

/// <summary>The peers that are programs of others.</summary>
sealed class Peers
{
    public Peer NetworkSimplex { get; } = Peer.NetworkSimplex();

    public Peer SparseAssignment { get; } = Peer.SparseAssignment();
}
