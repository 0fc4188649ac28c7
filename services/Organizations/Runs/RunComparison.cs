using Contracts;
using Defaults;

namespace Organizations;

/// <summary>Two runs of one wave side by side.</summary>
/// <param name="Changes">pairs that are in one of them only</param>
sealed record RunComparison(DialReply One, DialReply Other, IReadOnlyList<RuleDifference> Rules, int Changes);

/// <summary>A rule by which two runs differ.</summary>
sealed record RuleDifference(string Rule, object? One, object? Other)
{
    public static IReadOnlyList<RuleDifference> Between(PairingRules? one, PairingRules? other)
    {
        var pairs = (one ?? new PairingRules()).ByName().Zip((other ?? new PairingRules()).ByName());
        return [.. pairs.Where(it => !Equals(it.First.Value, it.Second.Value)).Select(it => new RuleDifference(it.First.Key, it.First.Value, it.Second.Value))];
    }
}

/// <summary>A community that an organization would have in one of two runs only; null in the other.</summary>
sealed record PairChange
{
    public const string Header = "organization,one,other";

    public required string Organization { get; init; }
    public required string? One { get; init; }
    public required string? Other { get; init; }

    /// <summary>Where the next page begins; no id holds a line feed.</summary>
    public string Cursor() => $"{Organization}\n{One ?? Other}";

    public static (string Organization, string Community) At(string? cursor) =>
        cursor?.Split('\n') is [var organization, var community] ? (organization, community) : ("", "");

    public static string Line(PairChange it) => CsvCell.Line(it.Organization, it.One, it.Other);
}
