using Defaults;

namespace Households;

static class HistoryHttp
{
    const string Root = "/api/v1/households/register/{id}";

    static readonly string[] persons = [Role.CivilAffairs, Role.Street, Role.Community];

    public static void MapHistoryHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root + "/timeline", async (string id, ReadHistory history, CancellationToken stop) => TypedResults.Ok(await history.TimelineAsync(id, stop)))
            .For(persons).WithSummary("How a household came to be what it is: every change, who said it, and when; personal values masked");
        app.MapGet(Root + "/on/{day}", async (string id, DateOnly day, ReadHistory history, CancellationToken stop, DateTime? known = null) =>
                TypedResults.Ok(await history.OnAsync(id, day, known?.ToUniversalTime(), stop)))
            .For(persons).WithSummary("A household as it was on a day; with known= as it was known at that moment");
        app.MapGet(Root + "/sources", async (string id, ReadHistory history, CancellationToken stop) => TypedResults.Ok(await history.SourcesAsync(id, stop)))
            .For(persons).WithSummary("By field who said its present value, and when");
    }
}
