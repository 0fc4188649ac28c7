using Defaults;

namespace Gateway;

/// <summary>Stands in the store once its first start has been done; whoever inserts it does the first start.</summary>
sealed class FirstStartRow : IInternal
{
    public const int Only = 1;

    public required int Id { get; init; }
    public required DateTime At { get; init; }
}
