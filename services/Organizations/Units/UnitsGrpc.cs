using Contracts.Organizations.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>The directory for neighbours: what the caller may see, without secretaries.</summary>
sealed class UnitsGrpc(FindUnits find) : OrganizationDirectory.OrganizationDirectoryBase
{
    public override async Task<OrganizationReply> Find(FindOrganization request, ServerCallContext context) =>
        Reply(await find.OneAsync(request.Id, context.CancellationToken));

    public override async Task List(ListOrganizations request, IServerStreamWriter<OrganizationReply> responses, ServerCallContext context)
    {
        await foreach (var unit in find.List(request.Area, request.Kind, after: null).AsAsyncEnumerable().WithCancellation(context.CancellationToken))
            await responses.WriteAsync(Reply(unit), context.CancellationToken);
    }

    static OrganizationReply Reply(PartyOrganization unit)
    {
        var reply = new OrganizationReply
        {
            Id = unit.Id,
            Name = unit.Name,
            Kind = UnitKinds.Name(unit.Kind),
            Area = unit.Area,
            Parent = unit.Parent ?? "",
            Seats = unit.Seats,
            Version = unit.Version,
        };
        if (unit.Position is { } position) (reply.Longitude, reply.Latitude) = (position.Longitude, position.Latitude);
        return reply;
    }
}
