using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults.Tests;

/// <summary>Hands a fact over, and ends the relay before it can take the fact from the outbox.</summary>
sealed class CrashingEnd : IRelayEnd, IDisposable
{
    readonly CancellationTokenSource crash = new();
    readonly InProcessEnd end = new();

    public bool Crashing { get; set; }
    public int HandedOver { get; private set; }
    public CancellationToken Stop => crash.Token;

    public void Join(Shop shop) => end.Join("shop", shop.Service.Services.GetRequiredService<IMediator>());

    public async Task HandOverAsync(Guid message, object fact, CancellationToken stop)
    {
        await end.HandOverAsync(message, fact, CancellationToken.None);
        HandedOver++;
        if (!Crashing) return;
        await crash.CancelAsync();
        Stop.ThrowIfCancellationRequested();
    }

    public void Dispose() => crash.Dispose();
}
