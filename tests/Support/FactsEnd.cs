using System.Collections.Concurrent;
using System.Text.Json;
using Defaults;

namespace Support;

/// <summary>
/// A relay's end that gives a test each fact as an object, in the order in which they are told; what is told again, as a
/// relay may, it has heard already.
/// </summary>
public abstract class FactsEnd : IRelayEnd
{
    readonly ConcurrentDictionary<Guid, bool> heard = [];

    public Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        foreach (var delivery in deliveries)
            if (heard.TryAdd(delivery.Message, true)) Take(Read(delivery));
        return Task.CompletedTask;
    }

    protected abstract void Take(object fact);

    static object Read(Delivery delivery) =>
        JsonSerializer.Deserialize(delivery.Body.Span, typeof(Contracts.PairingRules).Assembly.GetType(delivery.Type, throwOnError: true)!, Wire.Json)!;
}
