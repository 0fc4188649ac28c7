using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Households;

/// <summary>What this service keeps of a division of Organizations: whether a code is a community, and since and until when.</summary>
sealed class AreaCopy : ICopy, IInternal
{
    /// <summary>A division is known by code and level.</summary>
    public string Id { get; private set; } = "";

    public string Code { get; private set; } = "";
    public string Level { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer holds, null while it holds.</summary>
    public DateOnly? ValidTo { get; private set; }

    public long Version { get; private set; }

    public static AreaCopy Of(AreaChange told) => new()
    {
        Id = $"{told.Code}/{told.Level}",
        Code = told.Code,
        Level = told.Level,
        ValidFrom = told.ValidFrom,
        ValidTo = told.ValidTo,
        Version = told.Version,
    };

    /// <summary>The identifier of a community's copy.</summary>
    public static string CommunityId(string code) => $"{code}/{AreaLevels.Name(AreaLevel.Community)}";

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);
}
