using Contracts;

namespace Local;

/// <summary>A row of areas.csv.</summary>
sealed record AreaRow(string Code, string Name, AreaLevel Level, string Parent);
