using Contracts.Members.V1;
using Defaults;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Pairings of members and households for other services, read only.</summary>
sealed class PairingsGrpc(FindPairings find) : MemberPairings.MemberPairingsBase
{
    public override async Task List(ListMemberPairings request, IServerStreamWriter<MemberPairingReply> responseStream, ServerCallContext context)
    {
        var pairings = await find.OfAsync(request.Campaign, past: true, after: null, context.CancellationToken);
        await foreach (var pairing in pairings.AsAsyncEnumerable().WithCancellation(context.CancellationToken))
            await responseStream.WriteAsync(Reply(pairing), context.CancellationToken);
    }

    static MemberPairingReply Reply(Pairing it) => new()
    {
        Id = it.Id,
        Household = it.Household,
        Member = it.Member,
        Organization = it.Organization,
        Area = it.Area,
        Stage = it.Stage,
        Seat = it.Seat,
        Status = Wire.NameOf(it.Status),
        DistanceDm = it.DistanceDm,
        ContactWithdrawn = it.ContactWithdrawnAt is not null,
    };
}
