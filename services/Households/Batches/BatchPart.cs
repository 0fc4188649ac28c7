using Defaults;

namespace Households;

/// <summary>A part of a push as it was handed in; its content is forgotten when the push is done, or soon after it came to nothing.</summary>
sealed class BatchPart : IInternal
{
    public const int MostBytes = 16 << 20;
    public const int MostParts = 1_000;

    public required string Batch { get; init; }

    /// <summary>1, 2, …</summary>
    public required int Number { get; init; }

    public required int Bytes { get; init; }

    /// <summary>SHA-256 of the content under the service's key: the same part again is known by it.</summary>
    public required string Hash { get; init; }

    /// <summary>Sealed.</summary>
    public required byte[] Content { get; init; }
}
