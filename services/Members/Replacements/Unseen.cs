using Defaults;

namespace Members;

/// <summary>
/// A household of which something has changed that may make it come to wait in a campaign, or wait no longer, and that
/// nobody has looked at since. Written in the transaction that changes it, and gone in the one that has looked: a crash
/// forgets none. Never changed, so that what changes while somebody looks is a row of its own and looked at again.
/// </summary>
sealed class Unseen : IInternal
{
    public required string Id { get; init; }
    public required string Campaign { get; init; }
    public required string Household { get; init; }
}
