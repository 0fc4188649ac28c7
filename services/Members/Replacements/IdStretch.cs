namespace Members;

/// <summary>Households behind one id and up to another; null for the end.</summary>
sealed record IdStretch(string After, string? Until);
