using Contracts.Organizations.V1;
using Defaults;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Standing pairings for neighbours: what the caller may see.</summary>
sealed class PairingsGrpc(FindPairings find) : OrganizationPairings.OrganizationPairingsBase
{
    public override async Task List(ListOrganizationPairings request, IServerStreamWriter<OrganizationPairingReply> responses, ServerCallContext context)
    {
        await foreach (var pairing in find.Standing(request.Campaign).AsAsyncEnumerable().WithCancellation(context.CancellationToken))
            await responses.WriteAsync(new OrganizationPairingReply
            {
                Id = pairing.Id,
                Organization = pairing.Organization,
                Community = pairing.Community,
                Area = pairing.Area,
                Status = Wire.NameOf(pairing.Status),
                Seat = pairing.Seat,
                DistanceDm = pairing.DistanceDm,
            }, context.CancellationToken);
    }
}
