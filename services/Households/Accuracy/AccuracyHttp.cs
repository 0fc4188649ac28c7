using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class AccuracyHttp
{
    const string Root = "/api/v1/households/accuracy-audits";

    static readonly string[] reading = [Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee];
    static readonly string[] sampled = [Role.CivilAffairs, Role.Street, Role.Community];
    static readonly string[] recording = [Role.Street, Role.Community];

    public static void MapAccuracyHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root, OpenAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Open an accuracy audit: draw a sample of an area's households, by streets");
        app.MapGet(Root, async (FindAccuracy find, CancellationToken stop, string? after = null, int? limit = null) => TypedResults.Ok(await find.PageAsync(after, limit, stop)))
            .For(reading).WithSummary("Accuracy audits, the newest first");
        app.MapGet(Root + "/{id}", ResultAsync).For(reading).WithSummary("What an accuracy audit has found so far: the share that is right with its interval, by stratum, and what was wrong by field");
        app.MapGet(Root + "/{id}/sample", SampleAsync).For(sampled).Produces<Page<SampleLine>>().Produces(200, contentType: "text/csv")
            .WithSummary("The households drawn, without anything personal; as CSV on request");
        app.MapPut(Root + "/{id}/sample/{household}", RecordAsync).For(recording)
            .WithSummary("Record what was found at a household (If-Match); right values of what is wrong become corrections");
        app.MapPost(Root + "/{id}/close", CloseAsync).For(Role.CivilAffairs).WithSummary("Close an accuracy audit (If-Match); nothing of it changes afterwards");
    }

    static async Task<Created<AccuracyView>> OpenAsync(AccuracyInput input, OpenAccuracyAudit open, CancellationToken stop)
    {
        var audit = await open.RunAsync(input, stop);
        return TypedResults.Created($"{Root}/{audit.Id}", AccuracyView.Of(audit));
    }

    static async Task<Ok<AccuracyResult>> ResultAsync(string id, HttpContext http, FindAccuracy find, CancellationToken stop)
    {
        var result = await find.ResultAsync(id, stop);
        ETag.Set(http, result.Audit.Version);
        return TypedResults.Ok(result);
    }

    static async Task<IResult> SampleAsync(
        HttpRequest request, string id, FindAccuracy find, CancellationToken stop, bool? open = null, string? after = null, int? limit = null) =>
        CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(SampleLine.Header, await find.ExportAsync(id, open, stop), it => it.ToCsv())
            : TypedResults.Ok(await find.SampleAsync(id, open, after, limit, stop));

    static async Task<Ok<FoundReceipt>> RecordAsync(string id, string household, FoundInput input, HttpContext http, RecordFound record, CancellationToken stop)
    {
        var receipt = await record.RunAsync(id, household, ETag.Required(http), input, stop);
        ETag.Set(http, receipt.Line.Version);
        return TypedResults.Ok(receipt);
    }

    static async Task<Ok<AccuracyResult>> CloseAsync(string id, HttpContext http, CloseAccuracyAudit close, FindAccuracy find, CancellationToken stop)
    {
        await close.RunAsync(id, ETag.Required(http), stop);
        return await ResultAsync(id, http, find, stop);
    }
}
