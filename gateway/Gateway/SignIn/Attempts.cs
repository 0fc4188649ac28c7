using System.Threading.RateLimiting;

namespace Gateway;

/// <summary>
/// Failed sign-ins, by user and address and by address alone: whoever has failed too often waits. Successes cost
/// nothing. Kept in memory: each gateway counts its own, and an account's lock is in the store.
/// </summary>
sealed class Attempts(Limits limits) : IDisposable
{
    static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    readonly PartitionedRateLimiter<string> byUser = Make(limits.FailuresPerMinute);
    readonly PartitionedRateLimiter<string> byAddress = Make(limits.FailuresPerMinuteOfAddress);

    /// <returns>how long to wait, null when there is no need to</returns>
    public TimeSpan? Wait(string user, string address)
    {
        using var ofUser = byUser.AttemptAcquire($"{user}\n{address}", 0);
        using var ofAddress = byAddress.AttemptAcquire(address, 0);
        return ofUser.IsAcquired && ofAddress.IsAcquired ? null : minute;
    }

    public void Failed(string user, string address)
    {
        byUser.AttemptAcquire($"{user}\n{address}").Dispose();
        byAddress.AttemptAcquire(address).Dispose();
    }

    public void Dispose()
    {
        byUser.Dispose();
        byAddress.Dispose();
    }

    static PartitionedRateLimiter<string> Make(int perMinute) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = minute,
            QueueLimit = 0,
        }));
}
