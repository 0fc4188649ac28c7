using Contracts.Households.V1;
using Defaults;
using Grpc.Core;

namespace Households;

sealed class RegisterGrpc(ListHouseholds list) : HouseholdRegister.HouseholdRegisterBase
{
    public override async Task<HouseholdReply> Find(FindHousehold request, ServerCallContext context) =>
        Reply(Missing.IfNull(await list.FindAsync(request.Id, context.CancellationToken), "household-is-known"));

    public override async Task List(Contracts.Households.V1.ListHouseholds request, IServerStreamWriter<HouseholdReply> responses, ServerCallContext context)
    {
        await foreach (var line in list.AllAsync(request.Area, active: null).WithCancellation(context.CancellationToken))
            await responses.WriteAsync(Reply(line), context.CancellationToken);
    }

    static HouseholdReply Reply(HouseholdLine line) => new()
    {
        Id = line.Id,
        Area = line.Area,
        Need = line.Need,
        Needs = { line.Needs },
        Categories = { line.Categories },
        Active = line.Active,
        Version = line.Version,
    };
}
