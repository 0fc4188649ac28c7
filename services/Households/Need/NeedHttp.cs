using Defaults;

namespace Households;

static class NeedHttp
{
    public static void MapNeedHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/households/need-rule", (NeedRule rule) => TypedResults.Ok(rule))
            .ForEveryRole().WithSummary("How the need score is computed");
        app.MapGet("/api/v1/households/register/{id}/need", async (string id, ShowHousehold show, CancellationToken stop) => TypedResults.Ok(await show.NeedAsync(id, stop)))
            .For(Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("The need score of one household, explained line by line");
    }
}
