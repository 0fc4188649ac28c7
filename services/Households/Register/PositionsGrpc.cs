using Contracts.Households.V1;
using Grpc.Core;

namespace Households;

sealed class PositionsGrpc(ReadPositions positions) : HouseholdPositions.HouseholdPositionsBase
{
    public override async Task Read(Contracts.Households.V1.ReadPositions request, IServerStreamWriter<PositionPacket> responses, ServerCallContext context)
    {
        await foreach (var packet in positions.RunAsync(request.Area, context.CancellationToken))
            await responses.WriteAsync(new PositionPacket { Items = { packet.Select(Position) } }, context.CancellationToken);
    }

    static HouseholdPosition Position(HouseholdPlace household)
    {
        var position = new HouseholdPosition { Id = household.Id, Area = household.Area };
        if (household.Place is not { } place) return position;
        (position.Longitude, position.Latitude) = (place.Wgs84.Longitude, place.Wgs84.Latitude);
        return position;
    }
}
