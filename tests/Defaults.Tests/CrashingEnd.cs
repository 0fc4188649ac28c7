namespace Defaults.Tests;

/// <summary>Hands a batch over, and ends the relay before it can take the facts from the outbox.</summary>
sealed class CrashingEnd(IRelayEnd end) : IRelayEnd, IDisposable
{
    readonly CancellationTokenSource crash = new();

    public bool Crashing { get; set; }
    public int HandedOver { get; private set; }
    public CancellationToken Stop => crash.Token;

    public async Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        await end.HandOverAsync(deliveries, CancellationToken.None);
        HandedOver += deliveries.Count;
        if (!Crashing) return;
        await crash.CancelAsync();
        Stop.ThrowIfCancellationRequested();
    }

    public void Dispose() => crash.Dispose();
}
