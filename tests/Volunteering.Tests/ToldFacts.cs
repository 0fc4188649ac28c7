using System.Threading.Channels;
using Support;

namespace Volunteering.Tests;

/// <summary>Takes every fact that the service announces, for the test to read.</summary>
sealed class ToldFacts : FactsEnd
{
    readonly Channel<object> told = Channel.CreateUnbounded<object>();
    readonly List<object> waiting = [];

    protected override void Take(object fact) => told.Writer.TryWrite(fact);

    /// <summary>A fact of this kind that was not taken yet, whatever others were told before it.</summary>
    public async Task<TFact> NextAsync<TFact>(Func<TFact, bool>? which = null) where TFact : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (waiting.OfType<TFact>().FirstOrDefault(it => which?.Invoke(it) != false) is { } fact)
            {
                waiting.Remove(fact);
                return fact;
            }
            waiting.Add(await told.Reader.ReadAsync(patience.Token));
        }
    }
}
