using Defaults;

namespace Households;

/// <param name="Cap">the most points, 0 to 100</param>
/// <param name="Categories">points by code, 0 to 100 each; a code that is left out has none</param>
/// <param name="Needs">as the categories</param>
/// <param name="From">the first day on which it is to be in force</param>
/// <param name="Reason">why, one line</param>
sealed record NeedRuleInput(int Cap, IReadOnlyDictionary<string, int> Categories, IReadOnlyDictionary<string, int> Needs, DateOnly From, string Reason)
{
    /// <exception cref="InvalidException">with every fault</exception>
    public NeedRule Read(int number, CodeLists codes, DateOnly today)
    {
        var faults = new Faults("");
        if (Cap is < 0 or > 100) faults.Add(0, "cap", "points-within-limit");
        var (categories, needs) = (Points("categories", Categories, codes.Categories, faults), Points("needs", Needs, codes.Needs, faults));
        if (From < today) faults.Add(0, "from", "rule-begins-today-or-later");
        if (string.IsNullOrWhiteSpace(Reason)) faults.Add(0, "reason", "is-given");
        else EntryRules.Line(Reason, rule => faults.Add(0, "reason", rule));
        faults.ThrowIfAny();
        return new NeedRule(number, Cap, categories, needs);
    }

    /// <summary>One for each code, in the order of the list.</summary>
    static Dictionary<string, int> Points(string field, IReadOnlyDictionary<string, int> given, CodeList list, Faults faults)
    {
        if (!given.Keys.All(list.Has)) faults.Add(0, field, "code-is-known");
        if (given.Values.Any(it => it is < 0 or > 100)) faults.Add(0, field, "points-within-limit");
        return list.Codes.ToDictionary(code => code, code => given.GetValueOrDefault(code), StringComparer.Ordinal);
    }
}
