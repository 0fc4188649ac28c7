using System.Collections.Concurrent;

namespace Defaults;

/// <summary>
/// Where a relay hands facts over; returns when every hearer in this process has them, or when the broker has confirmed
/// them. What it throws, it may have told in part: the relay tells all of it again.
/// </summary>
public interface IRelayEnd
{
    Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop);
}

/// <summary>
/// The in-process end: the services that live in this process. One object, shared by all of them; facts are handed over
/// when each hearer's transaction has committed.
/// </summary>
/// <param name="awaited">
/// Services that must have joined before anything is handed over: a fact told while one of them was still starting would
/// be lost to it.
/// </param>
public sealed class InProcessEnd(params string[] awaited) : IRelayEnd
{
    readonly ConcurrentDictionary<string, IHearing?> services = new(StringComparer.Ordinal);
    readonly TaskCompletionSource everyone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="hearing">what the service hears, null when that is nothing</param>
    public void Join(string service, IHearing? hearing)
    {
        services[service] = hearing;
        if (awaited.All(services.ContainsKey)) everyone.TrySetResult();
    }

    public async Task HandOverAsync(IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        if (awaited.Length > 0) await everyone.Task.WaitAsync(stop);
        await Task.WhenAll(services.Values.OfType<IHearing>().Select(hearing => TellAsync(hearing, deliveries, stop)));
    }

    static async Task TellAsync(IHearing hearing, IReadOnlyList<Delivery> deliveries, CancellationToken stop)
    {
        var heard = deliveries.Where(it => hearing.Types.Contains(it.Type)).ToList();
        if (heard.Count > 0) await hearing.TakeAsync(heard, stop);
    }
}
