using System.Collections.Concurrent;
using System.Threading.Channels;
using Support;

namespace Organizations.Tests;

/// <summary>Where the relay hands facts over: keeps them, and lets a test wait for the next of a kind.</summary>
sealed class ToldFacts : FactsEnd
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    readonly ConcurrentDictionary<Type, Channel<object>> told = new();

    protected override void Take(object fact) => Of(fact.GetType()).Writer.TryWrite(fact);

    public async Task<TFact> NextAsync<TFact>() where TFact : class =>
        (TFact)await Of(typeof(TFact)).Reader.ReadAsync().AsTask().WaitAsync(patience);

    /// <summary>Whether a fact of this kind was told that nobody has taken yet.</summary>
    public bool Any<TFact>() => Of(typeof(TFact)).Reader.Count > 0;

    Channel<object> Of(Type type) => told.GetOrAdd(type, _ => Channel.CreateUnbounded<object>());
}
