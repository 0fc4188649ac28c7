namespace Benchmarks;

/// <summary>What a benchmark prints: <c>figure NAME VALUE TARGET ok</c>, or <c>… short</c>.</summary>
static class Figures
{
    public static void AtMost(string name, double value, double target) => Print(name, value, target, value <= target);

    public static void AtLeast(string name, double value, double target) => Print(name, value, target, value >= target);

    /// <summary>A figure without a target.</summary>
    public static void Say(string name, double value) => Console.WriteLine($"figure {name} {Rounded(value)} - ok");

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The load of the machine, before and after: on a busy machine the figures say nothing.</summary>
    public static void Load() =>
        Console.WriteLine($"load {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown")}, {Environment.ProcessorCount} processors");

    static void Print(string name, double value, double target, bool ok) =>
        Console.WriteLine($"figure {name} {Rounded(value)} {Rounded(target)} {(ok ? "ok" : "short")}");

    static double Rounded(double value) => Math.Round(value, value < 10 ? 2 : 0);
}
