using Defaults;

namespace Organizations;

static class ChoicesHttp
{
    const string Root = "/api/v1/organizations/campaigns/{id}/choices";

    public static void MapChoicesHttp(this WebApplication app)
    {
        app.MapPost(Root + "/import", async (HttpRequest request, string id, ReplaceChoices replace, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await replace.ImportAsync(id, request.Body, partial ?? false, stop)))
            .TakesCsv().Once<OrganizationsStore>().For(Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("Take lists of ranked choices (from,to,rank) in the place of those that stood");
        app.MapPut(Root + "/{from}", (string id, string from, IReadOnlyList<string> chosen, ReplaceChoices replace, CancellationToken stop) =>
                replace.SetAsync(id, from, chosen, stop))
            .For(Role.Organ, Role.Community).WithSummary("Choose: ids of the other side, the dearest first, five at most");
        app.MapGet(Root + "/{from}", (string id, string from, FindChoices find, CancellationToken stop) => find.OneAsync(id, from, stop))
            .For(Role.Organ, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee).WithSummary("The choices of one side");
    }
}
