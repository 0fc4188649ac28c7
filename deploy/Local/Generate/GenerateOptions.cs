namespace Local;

/// <summary>What lists to make. The defaults are the demonstration's.</summary>
/// <param name="District">The 12-digit code of a district; its first six digits do.</param>
/// <param name="Organizations">How many organs; communities and streets come from the list of areas.</param>
/// <param name="AsOf">The day on which the lists are true: nobody is born and nothing was found out later.</param>
sealed record GenerateOptions(
    string District,
    int Organizations = 120,
    int Members = 8_000,
    int Households = 4_000,
    ulong Seed = 1,
    DateOnly? AsOf = null)
{
    public const int Most = 1_000_000;

    /// <summary>Fixed, so that the same seed gives the same bytes on any day.</summary>
    public static readonly DateOnly DefaultAsOf = new(2026, 6, 30);

    public DateOnly Day => AsOf ?? DefaultAsOf;

    public void Check()
    {
        foreach (var (name, count) in new[] { ("organizations", Organizations), ("members", Members), ("households", Households) })
        {
            CannotGenerate.Unless(
                count is >= 0 and <= Most, "count-in-range", $"--{name} 应为 0 至 {Most} / --{name} must be 0 to {Most}");
        }
        CannotGenerate.Unless(
            Members == 0 || Organizations > 0,
            "members-have-an-organization",
            "有党员就要有机关：--organizations 至少为 1 / members need an organ: --organizations must be at least 1");
        CannotGenerate.Unless(
            Day.Year is >= 1990 and <= 2100, "as-of-in-range", "--as-of 应在 1990 至 2100 年间 / --as-of must lie in 1990 to 2100");
    }
}
