using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>
/// A replica that cannot be reached is left out at the first request that finds it so, until it has had time to come back;
/// the others take over what would have been its share. A service's only replica is never left out.
/// </summary>
sealed class ReplicaAway(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = nameof(ReplicaAway);

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is not { Error: ForwarderError.Request } || cluster.Destinations.Count < 2) return;
        var pause = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(5);
        health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, pause);
    }
}
