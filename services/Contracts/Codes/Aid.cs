namespace Contracts;

/// <summary>A kind of help: a household's need (需求) and a member's skill (特长) are named from one list.</summary>
public sealed record AidKind(string Code, string Chinese, string English);

/// <summary>A category of hardship (困难类别), with the authority that acknowledges it.</summary>
public sealed record AidCategory(string Code, string Chinese, string English, string Authority);

/// <summary>
/// The coded lists of aid that ship with the platform: what lists and wires name by code, with their names for people. From then
/// on Households keeps them, and tells what becomes of them.
/// </summary>
public static class Aid
{
    const string civilAffairs = "民政部门";

    /// <summary>Those that ship with the platform hold from this day on, before which nothing is said of anybody.</summary>
    public static readonly DateOnly Began = new(1900, 1, 1);

    /// <summary>Whether a code holds on a day.</summary>
    /// <param name="until">first day on which it no longer holds, null while no such day is set</param>
    public static bool Holds(DateOnly from, DateOnly? until, DateOnly day) => from <= day && (until is null || day < until);

    /// <summary>Needs and skills.</summary>
    public static IReadOnlyList<AidKind> Kinds { get; } =
    [
        new("medical", "医疗健康", "medical help"),
        new("legal", "法律援助", "legal advice"),
        new("schooling", "助学辅导", "schooling"),
        new("employment", "就业帮扶", "finding work"),
        new("elder-care", "养老照护", "care of the elderly"),
        new("child-care", "托育关爱", "care of children"),
        new("disability-care", "助残服务", "help with a disability"),
        new("repairs", "家庭维修", "repairs at home"),
        new("counselling", "心理疏导", "counselling"),
        new("digital", "数字助老", "help with phones and online services"),
        new("errands", "代办跑腿", "errands"),
        new("company", "陪伴探访", "company"),
    ];

    /// <summary>Categories; several may hold for one household at a time.</summary>
    public static IReadOnlyList<AidCategory> Categories { get; } =
    [
        new("minimum-living", "最低生活保障", "minimum living allowance", civilAffairs),
        new("extreme-poverty", "特困人员", "extreme poverty", civilAffairs),
        new("marginal", "低保边缘家庭", "marginal to the minimum living allowance", civilAffairs),
        new("rigid-expenditure", "刚性支出困难家庭", "hardship by unavoidable expenditure", civilAffairs),
        new("party-member", "困难党员", "party member in hardship", "组织部门"),
        new("disability", "残疾", "disability", "残疾人联合会"),
        new("serious-illness", "重病", "serious illness", "医疗保障部门"),
        new("elder-alone", "独居老人", "elderly person living alone", civilAffairs),
        new("child", "困境儿童", "child in difficulty", civilAffairs),
        new("other", "其他困难", "other hardship", "街道办事处（乡镇人民政府）"),
    ];

    static readonly Dictionary<string, int> places = Categories.Select(it => it.Code).Concat(Kinds.Select(it => it.Code)).Index()
        .ToDictionary(it => it.Item, it => it.Index, StringComparer.Ordinal);

    /// <summary>
    /// Each code once, in the order in which codes are stored: first those that ship with the platform, as they ship, then by
    /// code. It follows from the codes alone, so that nothing is another for a list's being revised.
    /// </summary>
    public static string[] InOrder(IEnumerable<string> codes)
    {
        string[] each = [.. codes.Distinct(StringComparer.Ordinal)];
        if (each.Length > 1) Array.Sort(each, Compare);
        return each;
    }

    static int Compare(string one, string other)
    {
        var (first, second) = (places.GetValueOrDefault(one, int.MaxValue), places.GetValueOrDefault(other, int.MaxValue));
        return first == second ? string.CompareOrdinal(one, other) : first.CompareTo(second);
    }
}
