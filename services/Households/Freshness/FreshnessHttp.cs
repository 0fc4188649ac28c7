using Defaults;

namespace Households;

static class FreshnessHttp
{
    public static void MapFreshnessHttp(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/households/freshness", ListAsync)
        .For(Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee)
        .Produces<FreshnessPage>().Produces(200, contentType: "text/csv")
        .WithSummary("By community as of which days its households are confirmed, and whether that is stale; as CSV on request");

    static async Task<IResult> ListAsync(
        HttpRequest request, ReadFreshness read, CancellationToken stop, string? area = null, bool? stale = null, string? after = null, int? limit = null)
    {
        var rule = read.Rule;
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(CommunityFreshness.Header, await read.ExportAsync(area, stale, stop), it => it.ToCsv(rule))
            : TypedResults.Ok(await read.PageAsync(area, stale, after, limit, stop));
    }
}
