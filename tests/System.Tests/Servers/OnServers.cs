using Xunit;

namespace SystemTests;

/// <summary>Tests that start six processes each run one after the other: two cores hold no more of them at once.</summary>
[CollectionDefinition(Name)]
public sealed class OnServers
{
    public const string Name = "on servers";
}
