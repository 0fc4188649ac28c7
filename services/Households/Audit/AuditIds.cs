namespace Households;

/// <summary>
/// Ids of entries in order of time (UUID version 7 with a counter, RFC 9562 method 1): those of one process also within a
/// millisecond, so that what was done first also stands first.
/// </summary>
sealed class AuditIds
{
    const int CounterBits = 12;

    /// <summary>A clock that was put back by more than this is believed, and the order begins anew.</summary>
    const long MostAhead = 1_000L << CounterBits;

    readonly Lock gate = new();
    long last;

    /// <param name="random">an id that is made by chance as to its second half</param>
    public string Next(DateTime now, string random)
    {
        var at = (now - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond << CounterBits;
        long next;
        lock (gate) next = last = at > last || last - at > MostAhead ? at : last + 1;
        return $"{next >> CounterBits:x12}7{next & (1 << CounterBits) - 1:x3}{random.AsSpan(16)}";
    }
}
