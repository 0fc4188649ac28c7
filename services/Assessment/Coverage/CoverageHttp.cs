using Defaults;

namespace Assessment;

static class CoverageHttp
{
    public static readonly string[] Readers =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilAffairs, Role.Street, Role.Organ, Role.Community, Role.Service,
    ];

    public static void MapCoverageHttp(this WebApplication app) =>
        app.MapGet($"/api/v1/{AssessmentService.Name}/campaigns/{{id}}/coverage", Read).For(Readers)
            .WithSummary("How far a campaign has come, by street, organization and community; as CSV, one of them: by=street|organization|community")
            .Produces<CampaignCoverage>().Produces(200, contentType: "text/csv");

    static async Task<IResult> Read(HttpRequest request, CountCoverage verb, string id, CancellationToken stop, string by = "street")
    {
        if (by is not ("street" or "organization" or "community")) throw new InvalidException("by", "code-is-known");
        var coverage = await verb.CountAsync(id, stop);
        if (!CsvAnswer.IsWanted(request)) return TypedResults.Ok(coverage);
        return by switch
        {
            "organization" => CsvAnswer.Of(
                "organization,name,area,members,proposed,confirmed,idle,communities_wanted,communities_proposed,communities_confirmed",
                coverage.Organizations.ToAsyncEnumerable(), Line),
            "community" => CsvAnswer.Of("community,name,area,seats,proposed,confirmed", coverage.Communities.ToAsyncEnumerable(), Line),
            _ => CsvAnswer.Of("street,households,proposed,confirmed,left_out", coverage.Streets.ToAsyncEnumerable(), Line),
        };
    }

    static string Line(StreetRow it) => CsvCell.Line(it.Street, $"{it.Households}", $"{it.Proposed}", $"{it.Confirmed}", $"{it.LeftOut}");

    static string Line(OrganizationRow it) => CsvCell.Line(
        it.Organization, it.Name, it.Area, $"{it.Members}", $"{it.Proposed}", $"{it.Confirmed}", $"{it.Idle}",
        $"{it.CommunitiesWanted}", $"{it.CommunitiesProposed}", $"{it.CommunitiesConfirmed}");

    static string Line(CommunityRow it) => CsvCell.Line(it.Community, it.Name, it.Area, $"{it.Seats}", $"{it.Proposed}", $"{it.Confirmed}");
}
