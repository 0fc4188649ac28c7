using Contracts.Households.V1;
using Grpc.Core;

namespace Defaults.Tests;

/// <summary>Answers by failing in the way that it is asked for; the wire is a service's, what is behind it is not.</summary>
sealed class ShopGrpc : HouseholdRegister.HouseholdRegisterBase
{
    public override Task<HouseholdReply> Find(FindHousehold request, ServerCallContext context) =>
        Task.FromResult(request.Id == "h1" ? new HouseholdReply { Id = "h1" } : new HouseholdReply { Id = ShopHttp.Fail(request.Id) });

    public override async Task List(ListHouseholds request, IServerStreamWriter<HouseholdReply> responses, ServerCallContext context)
    {
        await responses.WriteAsync(new HouseholdReply { Id = "h1" });
        ShopHttp.Fail(request.Area);
    }
}
