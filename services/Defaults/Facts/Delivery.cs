using System.Diagnostics;
using System.Text.Json;

namespace Defaults;

/// <summary>A fact on its way to those who hear it.</summary>
/// <param name="Message">the delivery's identifier: whoever has taken it once does nothing the second time</param>
/// <param name="Type">the fact's full name, as <c>Contracts</c> has it</param>
/// <param name="Body">the fact as JSON, UTF-8</param>
/// <param name="Trace">W3C <c>traceparent</c> of what announced it</param>
public sealed record Delivery(Guid Message, string Type, ReadOnlyMemory<byte> Body, string? Trace)
{
    public static Delivery Of(Guid message, object fact) =>
        new(message, fact.GetType().FullName!, JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), Wire.Json), Activity.Current?.Id);
}
