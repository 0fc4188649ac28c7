using System.Globalization;
using System.Threading.RateLimiting;
using Defaults;

namespace Gateway;

/// <summary>Each caller (the token's subject, or the address of one without a token) has a bucket of requests.</summary>
static class RateLimits
{
    /// <summary>For what hashes passwords: a few at a time, so that sign-ins never take all the processors.</summary>
    public const string Hashing = "hashing";

    public static void AddRateLimits(this IServiceCollection services, Limits limits) => services.AddRateLimiter(options =>
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Health.IsAskedBy(http) // whoever asks after the health of the gateway is never turned away
            ? RateLimitPartition.GetNoLimiter("health")
            : RateLimitPartition.GetTokenBucketLimiter(ClientOf(http), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.Burst,
                TokensPerPeriod = limits.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        options.AddPolicy(Hashing, _ => RateLimitPartition.GetConcurrencyLimiter(Hashing, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
            QueueLimit = 100,
        }));
        options.OnRejected = (context, _) =>
        {
            var http = context.HttpContext;
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Problem.WriteAsync(http, 429, "requests-are-few", GrpcCode.ResourceExhausted));
        };
    });

    static string ClientOf(HttpContext http) =>
        http.User.FindFirst("sub")?.Value is { } subject ? "subject " + subject : "address " + Callers.AddressOf(http);
}
