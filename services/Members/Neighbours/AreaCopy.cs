using Contracts.Organizations;
using Defaults;

namespace Members;

/// <summary>A community (社区) that a member may live in; wider divisions are not kept.</summary>
sealed class AreaCopy : ICopy, IInternal
{
    public required string Id { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateOnly? ValidTo { get; init; }
    public required long Version { get; init; }

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    public static AreaCopy Of(AreaChange change) =>
        new() { Id = change.Code, ValidFrom = change.ValidFrom, ValidTo = change.ValidTo, Version = change.Version };
}
