namespace Defaults.Tests;

/// <summary>Refuses what it is handed, or holds on to it, as a broker does that is away or silent.</summary>
sealed class RefusingEnd : IRelayEnd
{
    readonly TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int handedOver;

    public bool Refusing { get; set; }
    public bool Holding { get; set; }
    public int HandedOver => handedOver;

    public void Free() => freed.SetResult();

    public async Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        if (Refusing) throw new IOException("the broker is away");
        Interlocked.Add(ref handedOver, deliveries.Count);
        if (Holding) await freed.Task;
    }
}
