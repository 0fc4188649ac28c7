namespace Households;

/// <summary>All that is known of a household over a time (历史): what it was before each change is kept as one of these.</summary>
/// <param name="Held">categories, as <see cref="HeldCategory.ToText(IReadOnlyList{HeldCategory})"/></param>
/// <param name="AsOf">the last day for which it was said</param>
sealed record HouseholdState(
    string Area, string? Address, string? Position, string Crs, string[] Needs, string Held, int Need, DateOnly AsOf, bool Active, DateOnly? EndedOn,
    string? EndReason, IReadOnlyList<PersonState> Persons);

sealed record PersonState(int Number, string Role, string Name, string? IdNumber, string? Phone, DateOnly? Birth, string? Gender);

/// <summary>Who said something, and when that was recorded.</summary>
/// <param name="Origin"><c>push/ID/line</c>, <c>unlisted/ID</c> of a full push, <c>parked/ID</c>, <c>correction/ID</c>, <c>merge/HOUSEHOLD/ACCOUNT</c>, <c>list/ACCOUNT</c> or <c>person/ACCOUNT</c>; never a name</param>
readonly record struct Source(string Origin, DateTime At);
