namespace Households;

/// <summary>A household in a list: nothing personal.</summary>
/// <param name="Categories">codes that hold, of the household and of persons of it, each once, in one order</param>
sealed record HouseholdLine(
    string Id, string Area, IReadOnlyList<string> Categories, IReadOnlyList<string> Needs, int Need, bool Active, DateOnly AsOf, long Version);

/// <summary>One household; personal values are masked, and of the position only whether there is one is told.</summary>
/// <param name="MergedInto">the household that it was found to be, empty where that is not the caller's to see; null where it was not</param>
/// <param name="AnonymisedAt">when everything personal of it went; null while it is kept, and as it was on a past day</param>
sealed record HouseholdView(
    string Id, string Area, IReadOnlyList<HeldCategoryView> Categories, IReadOnlyList<string> Needs, int Need, bool Active, DateOnly AsOf,
    DateOnly? EndedOn, string? EndReason, string? Address, bool HasPosition, string Crs, IReadOnlyList<PersonView> Persons, long Version, string? MergedInto = null,
    DateTime? AnonymisedAt = null)
{
    public static HouseholdView Of(Household it, CodeList categories) => Of(it.Id, it.State(), it.Version, categories) with { MergedInto = it.MergedInto, AnonymisedAt = it.AnonymisedAt };

    public static HouseholdView Of(string id, HouseholdState it, long version, CodeList categories) => new(
        id, it.Area,
        [.. HeldCategory.Read(it.Held).OrderBy(held => held.ValidFrom).ThenBy(held => held.Person).ThenBy(held => held.Code, StringComparer.Ordinal).Select(held => HeldCategoryView.Of(held, categories.Find(held.Code)))],
        it.Needs, it.Need, it.Active, it.AsOf, it.EndedOn, it.EndReason, Mask.Address(it.Address), it.Position is not null, it.Crs,
        [.. it.Persons.Select(PersonView.Of)], version);
}

/// <param name="Chinese">its name as the list has it now, of one too that has ended</param>
/// <param name="Person">number of the person it holds for, null for the household as a whole</param>
/// <param name="ValidTo">first day on which it no longer holds, null while it holds</param>
sealed record HeldCategoryView(string Code, string Chinese, string English, string Authority, int? Person, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <param name="code">null where another process has just added it</param>
    public static HeldCategoryView Of(HeldCategory held, ReferenceCode? code) => new(
        held.Code, code?.Chinese ?? held.Code, code?.English ?? held.Code, code?.Authority ?? "", held.Person == HeldCategory.Everyone ? null : held.Person, held.ValidFrom, held.ValidTo);
}

/// <param name="Number">names the person within the household when it is revised</param>
sealed record PersonView(int Number, string Role, string Name, string? IdNumber, string? Phone, int? BirthYear, string? Gender)
{
    public static PersonView Of(PersonState it) => new(
        it.Number, it.Role, Mask.Name(it.Name), Mask.IdNumber(it.IdNumber), Mask.Phone(it.Phone), it.Birth?.Year, it.Gender);
}

/// <summary>What was recorded of one household.</summary>
/// <param name="Warnings">what was accepted and should be looked at</param>
sealed record HouseholdReceipt(string Id, long Version, int Need, IReadOnlyList<Defaults.ListedFault> Warnings);
