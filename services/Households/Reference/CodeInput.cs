using Contracts;
using Defaults;

namespace Households;

/// <summary>A code as a request gives it.</summary>
/// <param name="Chinese">its name, 1 to 40 characters</param>
/// <param name="English">as the Chinese</param>
/// <param name="ValidTo">first day on which it no longer holds; null while no such day is set</param>
/// <param name="Authority">who acknowledges it, 1 to 40 characters: of a category only, and always</param>
/// <param name="Parent">the category that it is a part of: of a category only</param>
/// <param name="Order">its place, 1 to 9,999; when left out, a new code stands last and one that is there stays where it is</param>
/// <param name="Code">two to 32 small letters, digits and hyphens, a letter first; of one that is there its own or left out</param>
sealed record CodeInput(
    string Chinese, string English, DateOnly ValidFrom, DateOnly? ValidTo = null, string? Authority = null, string? Parent = null, int? Order = null, string? Code = null)
{
    const int LongestName = 40;
    const int ShortestCode = 2;
    const int LongestCode = 32;
    const int LastPlace = 9_999;

    /// <param name="list">the list as it is</param>
    /// <param name="known">the code that is revised, null for a new one</param>
    /// <exception cref="InvalidException">with every fault</exception>
    public CodeTerms Read(string name, CodeList list, ReferenceCode? known)
    {
        var faults = new Faults("");
        if (known is not null && Code is not null && Code != known.Code) faults.Add(0, "code", "code-stays");
        if (known is null && !IsCode(Code)) faults.Add(0, "code", "code-form");
        var (chinese, english) = (ReadName("chinese", Chinese, faults), ReadName("english", English, faults));
        EntryRules.Date(ValidFrom, rule => faults.Add(0, "validFrom", rule));
        if (ValidTo <= ValidFrom) faults.Add(0, "validTo", "end-after-beginning");
        if (Order is < 1 or > LastPlace) faults.Add(0, "order", "place-within-limit");
        var authority = ReadAuthority(name, faults);
        CheckParent(name, list, known, faults);
        faults.ThrowIfAny();
        return new CodeTerms(chinese, english, authority, Parent, ValidFrom, ValidTo, Order ?? known?.Order ?? Next(list));
    }

    static int Next(CodeList list) => Math.Min(LastPlace, list.All.Select(it => it.Order).DefaultIfEmpty().Max() + 10);

    static bool IsCode(string? code) => code is { Length: >= ShortestCode and <= LongestCode } && char.IsAsciiLetterLower(code[0])
        && code.All(it => char.IsAsciiLetterLower(it) || char.IsAsciiDigit(it) || it == '-');

    static string ReadName(string field, string text, Faults faults)
    {
        var name = text.Trim();
        if (name.Length is 0 or > LongestName) faults.Add(0, field, "code-name-length");
        if (Text.HasForbidden(name)) faults.Add(0, field, "no-control-characters");
        return name;
    }

    string? ReadAuthority(string list, Faults faults)
    {
        if (list == ReferenceCode.Categories) return ReadName("authority", Authority ?? "", faults);
        if (Authority is not null) faults.Add(0, "authority", "said-of-categories");
        return null;
    }

    void CheckParent(string name, CodeList list, ReferenceCode? known, Faults faults)
    {
        if (Parent is null) return;
        if (name != ReferenceCode.Categories) faults.Add(0, "parent", "said-of-categories");
        else if (Parent == (known?.Code ?? Code) || known is not null && list.MakesCircle(known.Code, Parent)) faults.Add(0, "parent", "parents-make-no-circle");
        else if (!list.Has(Parent)) faults.Add(0, "parent", "code-is-known");
    }
}
