using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class DuplicatesHttp
{
    const string Root = "/api/v1/households/duplicates";
    const string Pair = Root + "/pairs/{one}/{other}";

    static readonly string[] seeing = [Role.CivilAffairs, Role.Street, Role.Community];
    static readonly string[] deciding = [Role.CivilAffairs];

    public static void MapDuplicatesHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root, ListAsync).For(seeing).Produces<Page<DuplicateView>>().Produces(200, contentType: "text/csv")
            .WithSummary("Households that may be one, the likeliest first, masked; as CSV on request, without anything personal");
        app.MapGet(Root + "/crowds", async (ListDuplicates list, CancellationToken stop, string? after = null, int? limit = null) => TypedResults.Ok(await list.CrowdsAsync(after, limit, stop)))
            .For(seeing).WithSummary("Keys that too many households share to tell anything, without their value");
        app.MapGet(Root + "/verdicts", async (ListDuplicates list, CancellationToken stop, string? after = null, int? limit = null) => TypedResults.Ok(await list.VerdictsAsync(after, limit, stop)))
            .For(deciding).WithSummary("Households that were found not to be one");
        app.MapPost(Root + "/looks", LookAsync).Once<HouseholdsStore>().For(deciding).WithSummary("Look over the caller's area for households that may be one");
        app.MapGet(Root + "/looks", async (ListDuplicates list, CancellationToken stop, string? after = null, int? limit = null) => TypedResults.Ok(await list.LooksAsync(after, limit, stop)))
            .For(deciding).WithSummary("Looks, the newest first");
        app.MapGet(Root + "/looks/{id}", async (string id, ListDuplicates list, CancellationToken stop) => TypedResults.Ok(LookView.Of(await list.LookAsync(id, stop))))
            .For(deciding).WithSummary("How far a look has come, and what it found");
        app.MapGet(Pair, async (string one, string other, FindPair find, CancellationToken stop) => TypedResults.Ok(await find.ShowAsync(one, other, stop)))
            .For(seeing).WithSummary("What speaks for and against two households being one, as they are now, masked");
        app.MapPut(Pair + "/verdict", async (string one, string other, VerdictInput input, DecideDistinct decide, CancellationToken stop) =>
            TypedResults.Ok(await decide.RunAsync(one, other, input.Reason, stop))).For(deciding).WithSummary("These are two households: not to be asked again");
        app.MapDelete(Pair + "/verdict", async (string one, string other, DecideDistinct decide, CancellationToken stop) =>
        {
            await decide.TakeBackAsync(one, other, stop);
            return TypedResults.NoContent();
        }).For(deciding).WithSummary("Take back that these are two households");
        app.MapGet(Pair + "/merge", PreviewAsync).For(deciding).WithSummary("What a merge would do, masked; its ETag is of both households");
        app.MapPut(Pair + "/merge", MergeAsync).For(deciding).WithSummary("Make one household of two (If-Match of both)");
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, ListDuplicates list, CancellationToken stop, string? area = null, int least = 1, string? after = null, int? limit = null) =>
        CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of("one,one_area,other,other_area,score,lines", await list.ExportAsync(area, least, stop), Csv)
            : TypedResults.Ok(await list.PageAsync(area, least, after, limit, stop));

    static string Csv(DuplicateRow it) => CsvCell.Line(it.One, it.OneArea, it.Other, it.OtherArea, $"{it.Score}", string.Join(';', it.Lines));

    static async Task<Accepted<LookView>> LookAsync(HttpContext http, StartLook start, RunBell<DuplicateLook> bell, CancellationToken stop)
    {
        var look = await start.RunAsync(stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}/looks/{look.Id}", LookView.Of(look));
    }

    static async Task<Ok<MergeView>> PreviewAsync(string one, string other, string keep, HttpContext http, MergeHouseholds merge, CancellationToken stop)
    {
        var (view, version) = await merge.PreviewAsync(one, other, keep, stop);
        ETag.Set(http, version);
        return TypedResults.Ok(view);
    }

    static async Task<Ok<MergeReceipt>> MergeAsync(string one, string other, MergeInput input, HttpContext http, MergeHouseholds merge, CancellationToken stop) =>
        TypedResults.Ok(await merge.RunAsync(one, other, ETag.Required(http), input, stop));
}
