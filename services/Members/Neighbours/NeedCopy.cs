using Contracts;
using Contracts.Households;
using Defaults;

namespace Members;

/// <summary>A kind of need (需求) of the list that Households keeps; a member's skills are named from it.</summary>
sealed class NeedCopy : ICopy, IInternal
{
    public const string List = "needs";

    /// <summary>The code.</summary>
    public required string Id { get; init; }
    public required string Chinese { get; init; }
    public required string English { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateOnly? ValidTo { get; init; }

    /// <summary>The list's.</summary>
    public required long Version { get; init; }

    public bool HoldsOn(DateOnly day) => Aid.Holds(ValidFrom, ValidTo, day);

    public static IEnumerable<NeedCopy> Of(AidCodesChanged fact) => fact.Items.Select(it => new NeedCopy
    {
        Id = it.Code, Chinese = it.Chinese, English = it.English, ValidFrom = it.ValidFrom, ValidTo = it.ValidTo, Version = fact.Version,
    });

    /// <summary>What is known before anything was told.</summary>
    public static IEnumerable<NeedCopy> First() => Aid.Kinds.Select(it => new NeedCopy
    {
        Id = it.Code, Chinese = it.Chinese, English = it.English, ValidFrom = Aid.Began, ValidTo = null, Version = 0,
    });
}
