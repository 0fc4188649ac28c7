using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>Tells YARP the routes, when the gateway is mapped and again whenever the configuration is reloaded.</summary>
sealed class BackendsProvider(Backends backends, IConfiguration configuration) : IProxyConfigProvider
{
    public IProxyConfig GetConfig()
    {
        // The token first: what changes after it was taken is told, whatever was read meanwhile.
        var token = configuration.GetReloadToken();
        return new Snapshot(backends.Routes, backends.Clusters, token);
    }

    sealed record Snapshot(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters, IChangeToken ChangeToken) : IProxyConfig;
}
