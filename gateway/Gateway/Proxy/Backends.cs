using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway;

/// <summary>
/// The way to each service: <c>/api/v1/&lt;service&gt;/…</c> and its OpenAPI document over HTTP/1.1,
/// <c>/pairing.&lt;service&gt;.v1.…</c> over HTTP/2, each with its time-out and the most that a body may have. Addresses
/// are <c>Backends:&lt;service&gt;:Http</c> and <c>Backends:&lt;service&gt;:Grpc</c>, those of replicas with semicolons
/// between them; a service without one is away.
/// </summary>
sealed class Backends(IConfiguration configuration, Limits limits)
{
    static readonly string[] lists = ["text/csv", "application/x-ndjson"];

    public IReadOnlyList<RouteConfig> Routes => [.. GatewayService.Services.SelectMany(RoutesTo)];

    public IReadOnlyList<ClusterConfig> Clusters =>
    [
        .. GatewayService.Services.SelectMany(service => new[]
        {
            Cluster(service, HttpOf(service), HttpVersion.Version11),
            Cluster(service + "-grpc", GrpcOf(service), HttpVersion.Version20),
        }),
    ];

    public IReadOnlyList<string> HttpOf(string service) => AddressesOf($"Backends:{service}:Http");

    public IReadOnlyList<string> GrpcOf(string service) => AddressesOf($"Backends:{service}:Grpc");

    string[] AddressesOf(string key) => (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    IEnumerable<RouteConfig> RoutesTo(string service)
    {
        var path = $"/api/v1/{service}/{{**rest}}";
        var import = new RouteHeader { Name = "Content-Type", Values = lists, Mode = HeaderMatchMode.HeaderPrefix };
        var export = new RouteHeader { Name = "Accept", Values = lists, Mode = HeaderMatchMode.Contains };
        var grpc = new RouteHeader { Name = "Content-Type", Values = ["application/grpc"], Mode = HeaderMatchMode.HeaderPrefix };
        yield return Route(service, "any", new() { Path = path }, 4, limits.Seconds, limits.Body);
        yield return Route(service, "runs", new() { Path = $"/api/v1/{service}/{{**rest:regex((^|/)runs(/|$))}}" }, 3, limits.RunSeconds, limits.Body);
        yield return Route(service, "export", new() { Path = path, Methods = ["GET"], Headers = [export] }, 2, limits.ImportSeconds, limits.Body);
        yield return Route(service, "import", new() { Path = path, Methods = ["POST", "PUT"], Headers = [import] }, 1, limits.ImportSeconds, limits.ImportBody);
        yield return Route(service, "document", new() { Path = $"/openapi/{service}.json", Methods = ["GET"] }, 0, limits.Seconds, limits.Body);
        yield return Route(service + "-grpc", "call", new() { Path = $"/pairing.{service}.v1.{{type}}/{{method}}", Methods = ["POST"], Headers = [grpc] },
            0, limits.ImportSeconds, limits.ImportBody);
    }

    // Who may do what is decided by the service: the gateway lets through and hands the caller's token on.
    static RouteConfig Route(string cluster, string name, RouteMatch match, int order, double seconds, long body) => new()
    {
        RouteId = $"{cluster}-{name}",
        ClusterId = cluster,
        Match = match,
        Order = order,
        AuthorizationPolicy = "anonymous",
        Timeout = TimeSpan.FromSeconds(seconds),
        MaxRequestBodySize = body,
    };

    ClusterConfig Cluster(string id, IReadOnlyList<string> addresses, Version version) => new()
    {
        ClusterId = id,
        // Named by its address, so that a service that moved begins with a clean record of health.
        Destinations = addresses.Distinct(StringComparer.Ordinal).ToDictionary(it => it, it => new DestinationConfig { Address = it }, StringComparer.Ordinal),
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = new ForwarderRequestConfig
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = TimeSpan.FromSeconds(limits.ImportSeconds * 2), // the route's time-out is what counts
        },
        HealthCheck = new HealthCheckConfig
        {
            // Where all seem away each is tried: one that has just come back then serves at once, and one that is away says so itself.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = TimeSpan.FromSeconds(limits.ProbeSeconds),
                Timeout = TimeSpan.FromSeconds(limits.ProbeSeconds),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/readyz",
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = ReplicaAway.PolicyName,
                ReactivationPeriod = TimeSpan.FromSeconds(limits.ProbeSeconds),
            },
        },
        Metadata = new Dictionary<string, string>
        {
            [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "2",
        },
    };
}
