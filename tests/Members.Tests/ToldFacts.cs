using System.Collections.Concurrent;
using System.Text.Json;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>Takes what the relay hands over, and lets a test wait for it.</summary>
sealed class ToldFacts : FactsEnd, IDisposable
{
    readonly ConcurrentQueue<object> facts = [];
    readonly SemaphoreSlim told = new(0);

    public IReadOnlyList<T> Of<T>() => [.. facts.OfType<T>()];
    public string Text => JsonSerializer.Serialize(facts.ToArray(), Wire.Json);

    protected override void Take(object fact)
    {
        facts.Enqueue(fact);
        told.Release();
    }

    /// <summary>Waits until so many of these have been told since the beginning, and gives them.</summary>
    public async Task<IReadOnlyList<T>> WaitAsync<T>(int count)
    {
        while (Of<T>().Count < count) Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(20)), $"{typeof(T).Name} was not told");
        return Of<T>();
    }

    public void Dispose() => told.Dispose();
}
