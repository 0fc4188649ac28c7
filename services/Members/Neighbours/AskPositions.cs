using Contracts;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;

namespace Members;

/// <summary>
/// Asks the Households service where the active households of an area are, in this service's own name. What comes back is
/// used for one run and kept nowhere.
/// </summary>
sealed class AskPositions(Neighbours neighbours, ServiceCredentials credentials, TimeProvider time)
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    /// <summary>The known positions by household.</summary>
    public async Task<Dictionary<string, Coordinates>> RunAsync(string area, CancellationToken stop)
    {
        var client = new HouseholdPositions.HouseholdPositionsClient(neighbours.To("households"));
        var deadline = time.GetUtcNow().UtcDateTime + patience;
        using var call = client.Read(new ReadPositions { Area = area }, await credentials.HeadersAsync(stop), deadline, stop);
        var known = new Dictionary<string, Coordinates>(StringComparer.Ordinal);
        await foreach (var packet in call.ResponseStream.ReadAllAsync(stop))
            foreach (var it in packet.Items)
                if (it.HasLongitude && it.HasLatitude) known[it.Id] = new(it.Longitude, it.Latitude);
        return known;
    }
}
