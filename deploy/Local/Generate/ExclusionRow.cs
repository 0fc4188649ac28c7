namespace Local;

/// <summary>A row of exclusions.csv.</summary>
readonly record struct ExclusionRow(string Member, string Household, string Reason);
