using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("SystemTests.LongestFirst", "System.Tests")]

namespace SystemTests;

/// <summary>The two longest collections begin at once, and the others fill what room is left beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(it => it.DisplayName == OnServers.Name ? 0 : it.DisplayName.EndsWith(nameof(KillTests), StringComparison.Ordinal) ? 1 : 2);
}
