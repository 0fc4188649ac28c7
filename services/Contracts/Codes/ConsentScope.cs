namespace Contracts;

/// <summary>
/// What a household is asked its consent for (同意事项). All else that is done with its data is a public authority's duty by statute,
/// of which it is given notice only.
/// </summary>
public sealed record ConsentScope(string Code, string Chinese, string English)
{
    /// <summary>Its contact data are given to the member who is paired with it, who visits and calls.</summary>
    public const string Contact = "contact";

    /// <summary>It is called on its own phone and asked whether it was helped.</summary>
    public const string Callback = "callback";

    /// <summary>Anything of it is shown in public or to enterprises.</summary>
    public const string Publication = "publication";

    public static IReadOnlyList<ConsentScope> All { get; } =
    [
        new(Contact, "结对党员联系和走访", "contact and visits by the paired party member"),
        new(Callback, "电话回访", "callbacks on its own phone"),
        new(Publication, "公示或提供给企业", "showing anything of it in public or to enterprises"),
    ];

    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(it => it.Code)];
}
