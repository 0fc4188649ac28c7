namespace Local;

/// <summary>A row of choices.csv.</summary>
readonly record struct ChoiceRow(string From, string To, int Rank);
