using System.Runtime.CompilerServices;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;

namespace Defaults;

/// <summary>Says of gRPC services, by their full names or their package's, whether they serve; of an empty name, the whole process.</summary>
public interface IHealthSource
{
    /// <returns>null when there is no such service here</returns>
    Task<bool?> AskAsync(string name, CancellationToken stop);

    /// <summary>As it is now, then again whenever it may have changed, until it is stopped.</summary>
    IAsyncEnumerable<bool?> FollowAsync(string name, CancellationToken stop);
}

/// <summary>The health of what this process serves itself: all of it is as ready as the process.</summary>
public sealed class OwnHealth(Readiness readiness, EndpointDataSource endpoints) : IHealthSource
{
    readonly Lazy<HashSet<string>> names = new(() => Names(endpoints));

    public async Task<bool?> AskAsync(string name, CancellationToken stop) =>
        names.Value.Contains(name) ? await readiness.AskAsync(stop) == "" : null;

    public async IAsyncEnumerable<bool?> FollowAsync(string name, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var (ready, changed) = readiness.Now;
            yield return names.Value.Contains(name) ? ready : null;
            await changed.WaitAsync(stop);
        }
    }

    static HashSet<string> Names(EndpointDataSource endpoints)
    {
        var services = endpoints.Endpoints.Select(it => it.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName).OfType<string>().ToArray();
        return [.. services, .. services.Select(it => it[..it.LastIndexOf('.')]), ""];
    }
}
