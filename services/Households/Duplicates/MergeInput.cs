namespace Households;

/// <param name="Keep">id of the one that stays</param>
/// <param name="Persons">which persons of the other join it; when left out, all who are not in it</param>
/// <param name="Needs">codes; when left out, those of both</param>
/// <param name="Categories">codes of the household as a whole; when left out, those of both</param>
sealed record MergeInput(
    string Keep, IReadOnlyList<JoiningInput>? Persons = null, IReadOnlyList<string>? Needs = null, IReadOnlyList<string>? Categories = null);

/// <param name="Number">within the household that ends</param>
/// <param name="Role">what the person is to the head of the household that stays; left out, what it was if both have the same head, else other</param>
sealed record JoiningInput(int Number, string? Role = null);
