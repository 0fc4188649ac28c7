using System.Collections.Concurrent;
using System.Threading.Channels;
using Defaults;

namespace Organizations.Tests;

/// <summary>Where the relay hands facts over: keeps them, and lets a test wait for the next of a kind.</summary>
sealed class ToldFacts : IRelayEnd
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    readonly ConcurrentDictionary<Type, Channel<object>> told = new();

    public Task HandOverAsync(Guid message, object fact, CancellationToken stop) => Of(fact.GetType()).Writer.WriteAsync(fact, stop).AsTask();

    public async Task<TFact> NextAsync<TFact>() where TFact : class =>
        (TFact)await Of(typeof(TFact)).Reader.ReadAsync().AsTask().WaitAsync(patience);

    /// <summary>Whether a fact of this kind was told that nobody has taken yet.</summary>
    public bool Any<TFact>() => Of(typeof(TFact)).Reader.Count > 0;

    Channel<object> Of(Type type) => told.GetOrAdd(type, _ => Channel.CreateUnbounded<object>());
}
