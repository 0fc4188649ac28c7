using System.Text.Json;
using Contracts.Households;
using Defaults;

namespace Benchmarks;

/// <summary>Reads each fact as a hearer does, and counts its changes.</summary>
sealed class CountingHearing(int expected) : IHearing
{
    readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int heard;

    public IReadOnlySet<string> Types { get; } = new HashSet<string>(StringComparer.Ordinal) { typeof(HouseholdsChanged).FullName! };

    /// <summary>Done when as many changes have been heard as are expected.</summary>
    public Task All => all.Task;

    public Task TakeAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        foreach (var delivery in deliveries) heard += JsonSerializer.Deserialize<HouseholdsChanged>(delivery.Body.Span, Wire.Json)!.Items.Count;
        if (heard >= expected) all.TrySetResult();
        return Task.CompletedTask;
    }

    public Task ParkAsync(Delivery delivery, string why, CancellationToken stop) => throw new InvalidOperationException($"parked: {why}");
}
