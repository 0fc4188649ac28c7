using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>What a peer, or the engine on the same graph, came to.</summary>
readonly record struct PeerResult(double Milliseconds, int Pairs, long Distance);

/// <summary>Another's program for the same task, driven through its public interface; installed and built when first asked.</summary>
sealed class Peer
{
    readonly string program;
    readonly string[] first;

    Peer(string program, params string[] first) => (this.program, this.first) = (program, first);

    /// <summary>LEMON's network simplex (Debian's liblemon-dev).</summary>
    public static Peer NetworkSimplex()
    {
        Install("g++ /usr/bin/g++", "liblemon-dev /usr/include/lemon/network_simplex.h");
        var built = Path.Combine(Folder, "network-simplex");
        var source = Path.Combine(Sources, "network-simplex.cpp");
        Run("g++", "-O3", "-march=native", "-DNDEBUG", "-o", built, source);
        return new(built);
    }

    /// <summary>scipy's sparse assignment (Debian's python3-scipy).</summary>
    public static Peer SparseAssignment()
    {
        Install("python3-scipy /usr/lib/python3/dist-packages/scipy/__init__.py");
        return new("/usr/bin/python3", Path.Combine(Sources, "sparse-assignment.py"));
    }

    public static string Folder { get; } = Directory.CreateTempSubdirectory("pairing-peers-").FullName;

    static string Sources => Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Solves the graph in a file.</summary>
    public PeerResult Solve(string graph)
    {
        var said = Run(program, [.. first, graph]).Split(' ', StringSplitOptions.TrimEntries);
        return new(
            double.Parse(said[0], CultureInfo.InvariantCulture),
            int.Parse(said[1], CultureInfo.InvariantCulture),
            long.Parse(said[2], CultureInfo.InvariantCulture));
    }

    // Each is a package and a file that it brings, as in tests/servers/install.sh, which does the work.
    static void Install(params string[] packages)
    {
        const string script = "scratch=$1; shift; source tests/servers/install.sh; packages=(\"$@\"); install_missing >&2";
        Run("bash", ["-c", script, "install", Folder, .. packages]);
    }

    static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}.");
    }
}
