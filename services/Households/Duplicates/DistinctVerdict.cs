using Defaults;

namespace Households;

/// <summary>Somebody has looked and found two households not to be one (不是同一户): nobody is asked again about these two.</summary>
sealed class DistinctVerdict : IInArea
{
    public required string One { get; init; }
    public required string Other { get; init; }

    /// <summary>Prefix of the narrowest division that both were in.</summary>
    public required string Area { get; init; }

    /// <summary>Sealed: whoever writes it may have named somebody.</summary>
    public required string Reason { get; init; }

    /// <summary>The account; never a name.</summary>
    public required string By { get; init; }

    public required DateTime At { get; init; }
}
