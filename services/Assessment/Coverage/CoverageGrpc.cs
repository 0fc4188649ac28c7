using Contracts.Assessment.V1;
using Grpc.Core;

namespace Assessment;

/// <summary>How far a campaign has come, for other services.</summary>
sealed class CoverageGrpc(CountCoverage coverage) : Contracts.Assessment.V1.Coverage.CoverageBase
{
    public override async Task<CoverageReply> Read(ReadCoverage request, ServerCallContext context)
    {
        var it = await coverage.CountAsync(request.Campaign, context.CancellationToken);
        return new CoverageReply
        {
            Campaign = it.Campaign,
            Streets = { it.Streets.Select(Reply) },
            Organizations = { it.Organizations.Select(Reply) },
            Communities = { it.Communities.Select(Reply) },
        };
    }

    static StreetCoverage Reply(StreetRow it) => new()
    {
        Street = it.Street, Households = it.Households, Proposed = it.Proposed, Confirmed = it.Confirmed, LeftOut = it.LeftOut,
    };

    static OrganizationCoverage Reply(OrganizationRow it) => new()
    {
        Organization = it.Organization, Area = it.Area, Members = it.Members, Proposed = it.Proposed, Confirmed = it.Confirmed, Idle = it.Idle,
        CommunitiesWanted = it.CommunitiesWanted, CommunitiesProposed = it.CommunitiesProposed, CommunitiesConfirmed = it.CommunitiesConfirmed,
    };

    static CommunityCoverage Reply(CommunityRow it) => new()
    {
        Community = it.Community, Area = it.Area, Seats = it.Seats, Proposed = it.Proposed, Confirmed = it.Confirmed,
    };
}
