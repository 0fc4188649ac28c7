namespace Benchmarks;

/// <summary>Rules that do not hold in the files given, each with its file, line and field.</summary>
sealed class FileFaults
{
    const int Shown = 1_000;
    readonly List<(string File, int Line, string Field, string Rule)> found = [];

    public bool Any => found.Count > 0;

    public void Add(string file, int line, string field, string rule) => found.Add((file, line, field, rule));

    public void ThrowIfAny()
    {
        if (Any) throw new BadFilesException(this);
    }

    /// <summary>Prints all of them, up to a thousand, then how many more there are.</summary>
    public void Print(TextWriter to)
    {
        foreach (var (file, line, field, rule) in found.Take(Shown)) to.WriteLine($"{file}:{line}: {field}: {rule}");
        if (found.Count > Shown) to.WriteLine($"and {found.Count - Shown} more");
    }
}

/// <summary>Files that make no market; the faults say why.</summary>
sealed class BadFilesException(FileFaults faults) : Exception("The files break rules.")
{
    public FileFaults Faults { get; } = faults;
}
