namespace Defaults;

/// <summary>One fault of an input: where it stands and which rule it breaks. Never the value itself, which may be personal.</summary>
/// <param name="File">the list's name, empty for a JSON body</param>
/// <param name="Line">1-based line of the file where the row begins, 0 when the fault is the whole body's</param>
/// <param name="Field">column or property</param>
/// <param name="Rule">the rule's name, with a text in Chinese and English in <c>Texts.json</c></param>
public sealed record Fault(string File, int Line, string Field, string Rule)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Field}: {Rule}" : $"{File}: {Field}: {Rule}";
}

/// <summary>All faults of one input: the first 1,000 listed, the rest counted.</summary>
public sealed class Faults(string file)
{
    public const int Listed = 1_000;
    readonly List<Fault> listed = [];

    public string File { get; } = file;
    public long Count { get; private set; }

    /// <summary>In the order of the lines, whatever the order in which rules were looked at.</summary>
    public IReadOnlyList<Fault> List => [.. listed.OrderBy(it => it.Line)];
    public bool Any => Count > 0;

    public void Add(int line, string field, string rule)
    {
        if (listed.Count < Listed) listed.Add(new Fault(File, line, field, rule));
        Count++;
    }

    public Faults With(int line, string field, string rule)
    {
        Add(line, field, rule);
        return this;
    }

    /// <summary>Gives what was found since the last time and forgets it, for who looks at an input row by row.</summary>
    public IReadOnlyList<Fault> Take()
    {
        if (Count == 0) return [];
        var found = List;
        listed.Clear();
        Count = 0;
        return found;
    }

    /// <exception cref="InvalidException">when there is any fault</exception>
    public void ThrowIfAny()
    {
        if (Any) throw new InvalidException(this);
    }
}
