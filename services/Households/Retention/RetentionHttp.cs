using Defaults;

namespace Households;

static class RetentionHttp
{
    const string Root = "/api/v1/households/retention";

    public static void MapRetentionHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root, async (FindDue due, CancellationToken stop, string? area = null, string? after = null, int? limit = null) =>
            TypedResults.Ok(await due.ShowAsync(area, after, limit, stop))).For(Role.CivilAffairs, Role.Auditor).WithSummary("How long what is kept, and what is due to be anonymised or forgotten");
        app.MapGet(Root + "/verify", async (VerifyAnonymised verify, CancellationToken stop) => TypedResults.Ok(await verify.RunAsync(stop)))
            .For(Role.Auditor).WithSummary("Whether anything personal is left of households that were anonymised");
        app.MapPost("/api/v1/households/register/{id}/anonymise", async (string id, AnonymiseInput input, AskAnonymisation ask, CancellationToken stop) =>
            TypedResults.Ok(await ask.RunAsync(id, input, stop))).Once<HouseholdsStore>().For(Role.CivilAffairs)
            .WithSummary("Anonymise a household that has left; before its time when a second person asks for it too");
    }
}
