using Xunit;

namespace SystemTests;

/// <summary>Tests that start six processes each run by themselves: two cores hold no more, and times are measured.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OnServers
{
    public const string Name = "on servers";
}
