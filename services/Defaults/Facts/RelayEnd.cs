using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Mediator;

namespace Defaults;

/// <summary>Where a relay hands a fact over; returns when every hearer has it (in process) or the broker has confirmed it.</summary>
public interface IRelayEnd
{
    Task HandOverAsync(Guid message, object fact, CancellationToken stop);
}

/// <summary>
/// The in-process end: the mediators of the services that live in this process. One object, shared by all of them;
/// a fact is handed over when every hearer's transaction has committed.
/// </summary>
/// <param name="awaited">
/// Services that must have joined before anything is handed over: a fact told while one of them was still starting would
/// be lost to it.
/// </param>
public sealed class InProcessEnd(params string[] awaited) : IRelayEnd
{
    readonly ConcurrentDictionary<string, IMediator?> services = new(StringComparer.Ordinal);
    readonly TaskCompletionSource everyone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="mediator">the hearers of the service, null when it hears nothing</param>
    public void Join(string service, IMediator? mediator)
    {
        services[service] = mediator;
        if (awaited.All(services.ContainsKey)) everyone.TrySetResult();
    }

    public async Task HandOverAsync(Guid message, object fact, CancellationToken stop)
    {
        if (awaited.Length > 0) await everyone.Task.WaitAsync(stop);
        foreach (var mediator in services.Values.OfType<IMediator>())
            await mediator.Publish(fact, fact.GetType(), Pipe.Execute<PublishContext>(context => context.MessageId = message), stop);
    }
}
