using Defaults;

namespace Gateway;

/// <summary>The front door's limits, as configuration (<c>Limits:…</c>) has them.</summary>
sealed record Limits
{
    /// <summary>Requests a second that one caller may go on making.</summary>
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>Requests at once after a pause.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>Failed sign-ins a minute of one user from one address.</summary>
    public int FailuresPerMinute { get; init; } = 10;

    /// <summary>Failed sign-ins a minute from one address, whoever is named; an office may share an address.</summary>
    public int FailuresPerMinuteOfAddress { get; init; } = 100;

    /// <summary>Bytes of a request's body.</summary>
    public long Body { get; init; } = 1 << 20;

    /// <summary>Bytes of a list, or of a gRPC stream.</summary>
    public long ImportBody { get; init; } = 256 << 20;

    public double Seconds { get; init; } = 10;
    public double RunSeconds { get; init; } = 30;

    /// <summary>For lists in and out, and for gRPC streams.</summary>
    public double ImportSeconds { get; init; } = 300;

    /// <summary>How often each service is asked whether it is ready.</summary>
    public double ProbeSeconds { get; init; } = 5;

    public static Limits Of(IConfiguration configuration) => configuration.GetSection("Limits").Get<Limits>() ?? new Limits();
}

/// <summary>Limits of single endpoints.</summary>
static class BodyLimits
{
    public static readonly BodyLimit Small = new(16 << 10);
}
