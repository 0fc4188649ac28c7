using System.Collections.Concurrent;
using System.Text.Json;
using Contracts.Households;
using Support;

namespace Households.Tests;

/// <summary>Takes what the relay hands over, and lets a test wait for it.</summary>
sealed class ToldFacts : FactsEnd, IDisposable
{
    readonly ConcurrentQueue<object> facts = [];
    readonly SemaphoreSlim told = new(0);

    public IReadOnlyList<HouseholdChange> Households => [.. facts.OfType<HouseholdsChanged>().SelectMany(fact => fact.Items)];
    public IReadOnlyList<int> Packets => [.. facts.OfType<HouseholdsChanged>().Select(fact => fact.Items.Count)];
    public IReadOnlyList<TFact> Of<TFact>() => [.. facts.OfType<TFact>()];
    public string Text => JsonSerializer.Serialize(facts.ToArray());

    protected override void Take(object fact)
    {
        facts.Enqueue(fact);
        if (fact is HouseholdsChanged) told.Release();
    }

    /// <summary>Waits until so many facts of households more have been told.</summary>
    public async Task WaitAsync(int count)
    {
        for (var seen = 0; seen < count; seen++)
            Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(20)), "the fact was not told");
    }

    public void Dispose() => told.Dispose();
}
