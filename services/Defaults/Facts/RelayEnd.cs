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
public sealed class InProcessEnd : IRelayEnd
{
    readonly ConcurrentDictionary<string, IMediator> services = new(StringComparer.Ordinal);

    public void Join(string service, IMediator mediator) => services[service] = mediator;

    public async Task HandOverAsync(Guid message, object fact, CancellationToken stop)
    {
        foreach (var mediator in services.Values)
            await mediator.Publish(fact, fact.GetType(), Pipe.Execute<PublishContext>(context => context.MessageId = message), stop);
    }
}
