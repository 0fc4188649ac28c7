using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class CorrectionsHttp
{
    const string Root = "/api/v1/households/corrections";

    static readonly string[] asking = [Role.CivilAffairs, Role.Street, Role.Community, Role.Member];
    static readonly string[] deciding = [Role.CivilAffairs, Role.Street];

    public static void MapCorrectionsHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root, AskAsync).Once<HouseholdsStore>().For(asking)
            .WithSummary("Ask for fields of a household to be corrected; what is asked already is not asked twice, and who asks hears the answer");
        app.MapGet(Root, ListAsync).For(asking).Produces<Page<CorrectionView>>().Produces(200, contentType: "text/csv")
            .WithSummary("Corrections that the caller may decide; with all= those of its area, with mine= what it asked for and what became of it; as CSV on request");
        app.MapGet(Root + "/{id}", ShowAsync).For(asking).WithSummary("One correction, personal values masked; to a member, and to who asked elsewhere, its own part only");
        app.MapPost(Root + "/{id}/approve", ApproveAsync).For(deciding)
            .WithSummary("Let a correction take effect, today or on a later day (If-Match); by whoever may decide all its fields and did not ask");
        app.MapPost(Root + "/{id}/refuse", RefuseAsync).For(deciding).WithSummary("Refuse a correction, with the reason (If-Match)");
        app.MapPost(Root + "/{id}/reveal", async (string id, RevealCorrectionInput input, RevealCorrection reveal, CancellationToken stop) =>
            TypedResults.Ok(await reveal.RunAsync(id, input, stop))).For(deciding).WithSummary("The values of a correction in full, for a stated purpose; recorded");
    }

    static async Task<Results<Created<AskedView>, Ok<AskedView>>> AskAsync(CorrectionInput input, AskCorrection ask, CancellationToken stop)
    {
        var (correction, isNew) = await ask.RunAsync(input, stop);
        return isNew ? TypedResults.Created($"{Root}/{correction.Id}", AskedView.Of(correction)) : TypedResults.Ok(AskedView.Of(correction));
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, FindCorrections find, CancellationToken stop, bool all = false, bool mine = false, string? after = null, int? limit = null)
    {
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(CorrectionLine.Header, await find.ExportAsync(all, mine, stop), it => it.ToCsv());
        return mine ? TypedResults.Ok(await find.MineAsync(after, limit, stop)) : TypedResults.Ok(await find.PageAsync(all, after, limit, stop));
    }

    static async Task<Results<Ok<CorrectionView>, Ok<AskedView>>> ShowAsync(string id, HttpContext http, FindCorrections find, CancellationToken stop)
    {
        if (await find.SeenAsync(id, stop) is not { } view) return TypedResults.Ok(await find.AskedAsync(id, stop));
        ETag.Set(http, view.Version);
        return TypedResults.Ok(view);
    }

    static async Task<Results<Ok<CorrectionView>, Ok<AskedView>>> ApproveAsync(
        string id, ApprovalInput input, HttpContext http, DecideCorrection decide, FindCorrections find, CancellationToken stop)
    {
        await decide.ApproveAsync(id, ETag.Required(http), input, stop);
        return await ShowAsync(id, http, find, stop);
    }

    static async Task<Results<Ok<CorrectionView>, Ok<AskedView>>> RefuseAsync(
        string id, DecisionInput input, HttpContext http, DecideCorrection decide, FindCorrections find, CancellationToken stop)
    {
        await decide.RefuseAsync(id, ETag.Required(http), input.Reason, stop);
        return await ShowAsync(id, http, find, stop);
    }
}
