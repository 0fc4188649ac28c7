using System.Runtime.CompilerServices;
using Contracts.Assessment.V1;
using Contracts.Households.V1;
using Contracts.Members.V1;
using Contracts.Organizations.V1;
using Contracts.Volunteering.V1;
using Defaults;
using Google.Protobuf.Reflection;

namespace Gateway;

/// <summary>The health of the gateway itself, and under their gRPC names that of the services behind it, as they themselves say.</summary>
sealed class FrontHealth(OwnHealth own, ServiceStates states, Backends backends, Limits limits) : IHealthSource
{
    static readonly FileDescriptor[] contracts =
    [
        OrganizationsReflection.Descriptor, MembersReflection.Descriptor, HouseholdsReflection.Descriptor, VolunteeringReflection.Descriptor,
        AssessmentReflection.Descriptor,
    ];

    // "pairing.members.v1" and what it holds are of the service "members".
    static readonly Dictionary<string, string> services = contracts
        .SelectMany(file => file.Services.Select(it => it.FullName).Append(file.Package).Select(name => (Name: name, Service: file.Package.Split('.')[1])))
        .ToDictionary(it => it.Name, it => it.Service, StringComparer.Ordinal);

    public async Task<bool?> AskAsync(string name, CancellationToken stop)
    {
        if (!services.TryGetValue(name, out var service)) return await own.AskAsync(name, stop);
        return backends.GrpcOf(service).Count > 0 && (await states.AskAsync(stop)).Any(it => it.Service == service && it.State == ServiceState.Ready);
    }

    public IAsyncEnumerable<bool?> FollowAsync(string name, CancellationToken stop) =>
        services.ContainsKey(name) ? ProbeAsync(name, stop) : own.FollowAsync(name, stop);

    async IAsyncEnumerable<bool?> ProbeAsync(string name, [EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(limits.ProbeSeconds));
        do yield return await AskAsync(name, stop);
        while (await timer.WaitForNextTickAsync(stop));
    }
}
