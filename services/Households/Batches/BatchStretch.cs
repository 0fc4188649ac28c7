using Defaults;

namespace Households;

/// <summary>What became of some rows of a push, one after another (回执): the report is made of these.</summary>
sealed class BatchStretch : IInternal
{
    public required string Batch { get; init; }

    /// <summary>How many rows came before.</summary>
    public required int First { get; init; }

    /// <summary>Rows in it that are neither new, changed nor unchanged.</summary>
    public required int Doubtful { get; init; }

    /// <summary>A line a row or fault (<see cref="RowReport"/>), packed, then sealed: values stand in it, if masked.</summary>
    public required byte[] Content { get; init; }
}

/// <summary>How many rows of a stretch became what.</summary>
readonly record struct StretchCounts(int Added, int Changed, int Unchanged, int Rejected, int Parked)
{
    public int Rows => Added + Changed + Unchanged + Rejected + Parked;

    public string ToText() => $"added={Added} changed={Changed} unchanged={Unchanged} rejected={Rejected} parked={Parked}";

    public static StretchCounts Of(IEnumerable<RowReport> rows)
    {
        var count = new int[Enum.GetValues<RowOutcome>().Length];
        foreach (var row in rows) count[(int)row.Outcome]++;
        return new StretchCounts(
            count[(int)RowOutcome.Added], count[(int)RowOutcome.Changed], count[(int)RowOutcome.Unchanged], count[(int)RowOutcome.Rejected],
            count[(int)RowOutcome.Parked]);
    }
}

enum RowOutcome
{
    Added,
    Changed,
    Unchanged,
    Rejected,

    /// <summary>Somebody has to look at it first.</summary>
    Parked,
}

/// <summary>What became of a row, and why where that needs a reason.</summary>
/// <param name="Line">where it begins, 1-based</param>
/// <param name="Id">the household's, empty where it could not be read</param>
/// <param name="Notes">what is wrong with it or was noticed</param>
sealed record RowReport(int Line, string Id, RowOutcome Outcome, IReadOnlyList<RowNote> Notes);

/// <param name="Value">what stood there, masked; empty where nothing did</param>
readonly record struct RowNote(string Field, string Rule, string Value);
