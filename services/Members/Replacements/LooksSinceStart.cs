using System.Collections.Concurrent;

namespace Members;

/// <summary>The campaigns all of whose households this process has looked at since it started, each once whatever the store says.</summary>
sealed class LooksSinceStart
{
    readonly ConcurrentDictionary<string, bool> campaigns = new(StringComparer.Ordinal);

    public bool Has(string campaign) => campaigns.ContainsKey(campaign);

    public void Add(string campaign) => campaigns[campaign] = true;
}
