using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class ExportsHttp
{
    const string Root = "/api/v1/households/exports";

    static readonly string[] asking = [Role.CivilAffairs, Role.Street];
    static readonly string[] deciding = [Role.CivilAffairs];

    public static void MapExportsHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root, AskAsync).Once<HouseholdsStore>().For(asking).WithSummary("Ask for a list of households with named fields, for a purpose; another person approves it");
        app.MapGet(Root, async (FindExports find, CancellationToken stop, string? after = null, int? limit = null) => TypedResults.Ok(await find.PageAsync(after, limit, stop)))
            .For(Role.CivilAffairs, Role.Street, Role.Auditor).WithSummary("Exports of the caller's area, the newest first");
        app.MapGet(Root + "/{id}", ShowAsync).For(Role.CivilAffairs, Role.Street, Role.Auditor).WithSummary("How far an export has come, who decided on it, and how often it was fetched");
        app.MapPost(Root + "/{id}/approve", (string id, DecisionInput input, HttpContext http, DecideExport decide, FindExports find, RunBell<Export> bell, CancellationToken stop) =>
            DecideAsync(id, input, true, http, decide, find, bell, stop)).For(deciding).WithSummary("Let an export be made, as another person than who asked for it (If-Match)");
        app.MapPost(Root + "/{id}/refuse", (string id, DecisionInput input, HttpContext http, DecideExport decide, FindExports find, RunBell<Export> bell, CancellationToken stop) =>
            DecideAsync(id, input, false, http, decide, find, bell, stop)).For(deciding).WithSummary("Refuse an export, as another person than who asked for it (If-Match)");
        app.MapGet(Root + "/{id}/file", async (string id, FindExports find, CancellationToken stop) =>
        {
            var (watermark, lines) = await find.TakeAsync(id, stop);
            return new CsvAnswer(watermark, lines);
        }).For(asking).Produces(200, contentType: "text/csv").WithSummary("The file of an export, for who asked for it, at most five times; each time recorded");
        app.MapGet(Root + "/mark/{mark}", async (string mark, FindExports find, CancellationToken stop) => TypedResults.Ok(await find.ByMarkAsync(mark, stop)))
            .For(Role.Auditor).WithSummary("The export that a line with this mark was in");
    }

    static async Task<Created<ExportView>> AskAsync(ExportInput input, AskExport ask, CancellationToken stop)
    {
        var export = ExportView.Of(await ask.RunAsync(input, stop));
        return TypedResults.Created($"{Root}/{export.Id}", export);
    }

    static async Task<Ok<ExportView>> ShowAsync(string id, HttpContext http, FindExports find, CancellationToken stop)
    {
        var export = ExportView.Of(await find.OneAsync(id, stop));
        ETag.Set(http, export.Version);
        return TypedResults.Ok(export);
    }

    static async Task<Ok<ExportView>> DecideAsync(
        string id, DecisionInput input, bool approve, HttpContext http, DecideExport decide, FindExports find, RunBell<Export> bell, CancellationToken stop)
    {
        await decide.RunAsync(id, ETag.Required(http), approve, input.Reason, stop);
        bell.RingAfter(http);
        return await ShowAsync(id, http, find, stop);
    }
}
