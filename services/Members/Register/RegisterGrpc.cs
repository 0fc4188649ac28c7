using Contracts.Members.V1;
using Defaults;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>The register for other services, read only.</summary>
sealed class RegisterGrpc(FindMembers find) : MemberRegister.MemberRegisterBase
{
    public override async Task<MemberReply> Find(FindMember request, ServerCallContext context) =>
        Reply(await find.OneAsync(request.Id, context.CancellationToken));

    public override async Task List(ListMembers request, IServerStreamWriter<MemberReply> responseStream, ServerCallContext context)
    {
        var members = find.All(request.Organization == "" ? null : request.Organization, after: null).AsAsyncEnumerable();
        await foreach (var member in members.WithCancellation(context.CancellationToken))
            await responseStream.WriteAsync(Reply(member), context.CancellationToken);
    }

    static MemberReply Reply(Member member) => new()
    {
        Id = member.Id,
        Organization = member.Organization,
        Area = member.Residence,
        Skills = { member.Skills },
        Seats = member.Seats,
        InService = member.InService,
        Version = member.Version,
    };
}
