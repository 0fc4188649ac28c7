using Defaults;

namespace Households;

/// <summary>Some lines of an export's file, of households one after another by id.</summary>
sealed class ExportPart : IInternal
{
    public required string Export { get; init; }

    /// <summary>1, 2, …</summary>
    public required int Number { get; init; }

    /// <summary>The first household in it, and the last.</summary>
    public required string First { get; init; }

    public required string Last { get; init; }

    /// <summary>Packed, then sealed.</summary>
    public required byte[] Content { get; init; }
}
