using System.Text.Json;
using Defaults;

namespace Support;

/// <summary>A relay's end that gives a test each fact as an object, in the order in which they are told.</summary>
public abstract class FactsEnd : IRelayEnd
{
    public Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        foreach (var delivery in deliveries) Take(Read(delivery));
        return Task.CompletedTask;
    }

    protected abstract void Take(object fact);

    static object Read(Delivery delivery) =>
        JsonSerializer.Deserialize(delivery.Body.Span, typeof(Contracts.PairingRules).Assembly.GetType(delivery.Type, throwOnError: true)!, Wire.Json)!;
}
