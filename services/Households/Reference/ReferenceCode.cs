using Contracts;
using Contracts.Households;
using Defaults;

namespace Households;

/// <summary>
/// A code of a list that the bureau keeps (代码表): a category of hardship with the authority that acknowledges it, or a kind
/// of need. Households have it, so it is never renamed or taken away: it ends on a day.
/// </summary>
sealed class ReferenceCode : IOpen, IVersioned
{
    public const string Categories = "categories";
    public const string Needs = "needs";

    public static readonly IReadOnlyList<string> Lists = [Categories, Needs];

    /// <summary>Codes of one list.</summary>
    public const int Most = 200;

    /// <summary><see cref="Categories"/> or <see cref="Needs"/>.</summary>
    public required string List { get; init; }

    public required string Code { get; init; }
    public string Chinese { get; private set; } = "";
    public string English { get; private set; } = "";

    /// <summary>Who acknowledges a category, in Chinese; null for a need.</summary>
    public string? Authority { get; private set; }

    /// <summary>The category that a category is a part of.</summary>
    public string? Parent { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer holds, null while no such day is set.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Its place in the list; those of one place stand in the order of codes.</summary>
    public int Order { get; private set; }

    public long Version { get; private set; }

    public CodeTerms Terms
    {
        get => new(Chinese, English, Authority, Parent, ValidFrom, ValidTo, Order);
        private set => (Chinese, English, Authority, Parent, ValidFrom, ValidTo, Order) =
            (value.Chinese, value.English, value.Authority, value.Parent, value.ValidFrom, value.ValidTo, value.Order);
    }

    public static ReferenceCode Of(string list, string code, CodeTerms terms) => new() { List = list, Code = code, Terms = terms };

    /// <summary>What ships with the service, until the bureau says otherwise; it has held since before anything is known.</summary>
    public static IEnumerable<ReferenceCode> First()
    {
        CodeTerms Terms(int at, string chinese, string english, string? authority) => new(chinese, english, authority, null, Aid.Began, null, 10 * (at + 1));
        return Aid.Categories.Select((it, at) => Of(Categories, it.Code, Terms(at, it.Chinese, it.English, it.Authority)))
            .Concat(Aid.Kinds.Select((it, at) => Of(Needs, it.Code, Terms(at, it.Chinese, it.English, null))));
    }

    /// <returns>whether that says anything new</returns>
    public bool Revise(CodeTerms terms)
    {
        if (terms == Terms) return false;
        Terms = terms;
        return true;
    }

    public bool HoldsOn(DateOnly day) => Aid.Holds(ValidFrom, ValidTo, day);

    public AidCode AsFact() => new(Code, Chinese, English, Authority, Parent, ValidFrom, ValidTo, Order);
}

/// <summary>What is said of a code, and may be revised.</summary>
sealed record CodeTerms(string Chinese, string English, string? Authority, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo, int Order);
