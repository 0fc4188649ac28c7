using System.Diagnostics;

namespace Defaults;

/// <summary>How facts travel from and to one service, as its traces and metrics name it.</summary>
/// <param name="System">what carries them: <c>rabbitmq</c>, or <c>in-process</c></param>
/// <param name="Told">where they are told to: the exchange</param>
/// <param name="Heard">where they are heard: the queue</param>
sealed record FactsRoute(string Service, string System, string Told, string Heard);

/// <summary>
/// The spans of one batch (追踪), each in the trace of what announced its own fact; named and tagged by OpenTelemetry's
/// conventions for messaging (https://opentelemetry.io/docs/specs/semconv/messaging/). They end with the batch, since that
/// is when its facts are confirmed or have taken effect. Where nobody traces, nothing is made.
/// </summary>
sealed class FactSpans(FactsRoute route) : IDisposable
{
    readonly List<Activity> open = [];

    /// <summary>A fact leaves the outbox.</summary>
    /// <returns>the <c>traceparent</c> for those who hear it</returns>
    public string? Relay(OutboxRow row)
    {
        if (Begin("relay", "send", row.Type, ActivityKind.Producer, row.TraceParent, row.Id, route.Told) is not { } span) return row.TraceParent;
        Activity.Current = null; // what is done for the batch belongs to none of its facts
        return span.Id;
    }

    /// <summary>A fact is heard; what the store is asked from here on in the caller's method belongs to it.</summary>
    /// <param name="type">null when it is one that a stranger made up</param>
    public void Hear(Delivery delivery, string? type) => Begin("hear", "process", type, ActivityKind.Consumer, delivery.Trace, delivery.Message, route.Heard);

    /// <summary>A message is set aside.</summary>
    public void Park(Delivery delivery, string why)
    {
        if (Begin("park", "settle", null, ActivityKind.Consumer, delivery.Trace, delivery.Message, route.Heard) is { } span) Mark(span, why);
    }

    /// <summary>None of it was confirmed or took effect. The kind of error only: its words may hold what a fact is about.</summary>
    public void Fail(Exception error)
    {
        foreach (var span in open) Mark(span, error is Unhearable unhearable ? unhearable.Rule : error.GetBaseException().GetType().FullName!);
    }

    public void Dispose()
    {
        foreach (var span in open) span.Dispose();
    }

    Activity? Begin(string verb, string operation, string? type, ActivityKind kind, string? trace, Guid message, string destination)
    {
        if (!Telemetry.Source.HasListeners()) return null;
        // A stranger's may be anything: then it begins a trace of its own.
        var parent = ActivityContext.TryParse(trace, null, isRemote: true, out var known) ? known : default;
        Activity.Current = null; // or the fact before it in the batch would be its parent
        KeyValuePair<string, object?>[] tags =
        [
            new("messaging.system", route.System),
            new("messaging.operation.name", verb),
            new("messaging.operation.type", operation),
            new("messaging.destination.name", destination),
            new("messaging.message.id", message.ToString("N")),
        ];
        var span = Telemetry.Source.StartActivity(type is null ? verb : $"{verb} {type}", kind, parent, tags);
        if (span is not null) open.Add(span);
        return span;
    }

    static void Mark(Activity span, string why) => span.SetTag("error.type", why).SetStatus(ActivityStatusCode.Error);
}
