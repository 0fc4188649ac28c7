using Contracts.Households;
using Defaults;

namespace Households;

/// <summary>One coded list as it was when it was read.</summary>
sealed class CodeList
{
    readonly Dictionary<string, ReferenceCode> codes;

    public CodeList(IEnumerable<ReferenceCode> codes)
    {
        All = [.. codes.OrderBy(it => it.Order).ThenBy(it => it.Code, StringComparer.Ordinal)];
        Codes = [.. All.Select(it => it.Code)];
        this.codes = All.ToDictionary(it => it.Code, StringComparer.Ordinal);
    }

    /// <summary>In the order of the list.</summary>
    public IReadOnlyList<ReferenceCode> All { get; }

    /// <summary>All codes in the order of the list, those too that hold no longer.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Grows with each change of the list: every change makes a row of it one version newer.</summary>
    public long Version => All.Sum(it => it.Version);

    public bool Has(string code) => codes.ContainsKey(code);

    public ReferenceCode? Find(string code) => codes.GetValueOrDefault(code);

    /// <summary>Of what is said the codes that the list has but that do not hold on a day.</summary>
    /// <param name="had">codes that stay, whatever has become of them</param>
    public IReadOnlyList<string> Lapsed(IReadOnlyList<string> said, DateOnly day, Func<IReadOnlyList<string>> had)
    {
        List<string>? lapsed = null;
        foreach (var code in said)
            if (codes.TryGetValue(code, out var it) && !it.HoldsOn(day) && !had().Contains(code)) (lapsed ??= []).Add(code);
        return lapsed ?? [];
    }

    public AidCodesChanged AsFact(string name, string area) => new(name, [.. All.Select(it => it.AsFact())], Version, area);

    /// <summary>Whether a code would be above itself, were it a part of this parent.</summary>
    public bool MakesCircle(string code, string parent)
    {
        for (var (above, steps) = ((string?)parent, 0); above is not null && steps <= All.Count; above = Find(above)?.Parent, steps++)
            if (above == code) return true;
        return false;
    }
}

/// <summary>Both coded lists as they were when they were read, for whoever checks what households have or shows it.</summary>
sealed record CodeLists(CodeList Categories, CodeList Needs)
{
    public static CodeLists Of(IReadOnlyList<ReferenceCode> codes) => new(
        new CodeList(codes.Where(it => it.List == ReferenceCode.Categories)), new CodeList(codes.Where(it => it.List == ReferenceCode.Needs)));

    public CodeList Of(string list) => list == ReferenceCode.Categories ? Categories : Needs;

    /// <summary>
    /// What does not hold on the day for which an entry speaks. What its household has already stays, of whichever person: that a
    /// code has ended ends it nowhere.
    /// </summary>
    public void Check(HouseholdEntry entry, Household? known, Faults faults)
    {
        foreach (var (field, rule, _) in Lapsed(entry, known)) faults.Add(0, field, rule);
    }

    /// <inheritdoc cref="Check"/>
    public IReadOnlyList<LapsedCodes> Lapsed(HouseholdEntry entry, Household? known) => Lapsed(entry, () => known?.HeldCodes ?? [], () => known?.Needs ?? []);

    /// <summary>What does not hold on the day for which an entry speaks, and what its household had not on that day either.</summary>
    public IReadOnlyList<LapsedCodes> Lapsed(HouseholdEntry entry, HouseholdState? then) =>
        Lapsed(entry, () => then is null ? [] : Households.Codes.Held(HeldCategory.Read(then.Held)), () => then?.Needs ?? []);

    IReadOnlyList<LapsedCodes> Lapsed(HouseholdEntry entry, Func<IReadOnlyList<string>> categories, Func<IReadOnlyList<string>> needs)
    {
        var lapsed = new List<LapsedCodes>();
        void Check(string field, string rule, CodeList list, string[] said, Func<IReadOnlyList<string>> had)
        {
            if (list.Lapsed(said, entry.AsOf, had) is { Count: > 0 } found) lapsed.Add(new LapsedCodes(field, rule, found));
        }
        Check("categories", LapsedCodes.OfCategories, Categories, entry.Categories, categories);
        Check("needs", LapsedCodes.OfNeeds, Needs, entry.Needs, needs);
        for (var at = 0; at < entry.Persons.Count; at++)
            Check($"persons[{at}].categories", LapsedCodes.OfCategories, Categories, entry.Persons[at].Categories, categories);
        return lapsed;
    }
}

/// <summary>Codes that do not hold on the day for which they are said.</summary>
sealed record LapsedCodes(string Field, string Rule, IReadOnlyList<string> Codes)
{
    public const string OfCategories = "category-holds-on-day";
    public const string OfNeeds = "need-holds-on-day";
}
