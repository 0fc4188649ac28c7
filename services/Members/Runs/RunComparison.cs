using System.Globalization;
using Contracts;
using Defaults;

namespace Members;

/// <summary>Two runs of one campaign side by side.</summary>
/// <param name="Changes">places that another helper would have, or nobody</param>
sealed record RunComparison(DialView One, DialView Other, IReadOnlyList<RuleDifference> Rules, int Changes);

/// <summary>A rule by which two runs differ.</summary>
sealed record RuleDifference(string Rule, object? One, object? Other)
{
    public static IReadOnlyList<RuleDifference> Between(PairingRules? one, PairingRules? other)
    {
        var pairs = (one ?? new PairingRules()).ByName().Zip((other ?? new PairingRules()).ByName());
        return [.. pairs.Where(it => !Equals(it.First.Value, it.Second.Value)).Select(it => new RuleDifference(it.First.Key, it.First.Value, it.Second.Value))];
    }
}

/// <summary>A household's place that another helper would have in the other run; null for nobody.</summary>
sealed record PairChange
{
    public const string Header = "household,stage,one,other";

    public required string Household { get; init; }
    public required int Stage { get; init; }
    public required string? One { get; init; }
    public required string? Other { get; init; }

    /// <summary>Where the next page begins; no id holds a line feed.</summary>
    public string Cursor() => $"{Household}\n{Stage}";

    public static (string Household, int Stage) At(string? cursor) =>
        cursor?.Split('\n') is [var household, var stage] && int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (household, number)
            : ("", 0);

    public static string Line(PairChange it) => CsvCell.Line(it.Household, $"{it.Stage}", it.One, it.Other);
}
