using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class CodesHttp
{
    const string Root = "/api/v1/households/codes";

    public static void MapCodesHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Root, ListAsync).ForEveryRole().WithSummary("The coded lists of categories and needs, all or what holds on a day; with held=true how many households have each; as CSV on request");
        app.MapGet(Root + "/{list}/{code}", ShowAsync).ForEveryRole().WithSummary("One code of a list");
        app.MapPost(Root + "/{list}", AddAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Add a code to a list");
        app.MapPut(Root + "/{list}/{code}", ReviseAsync).For(Role.CivilAffairs).WithSummary("Revise the names, authority, parent, place or validity of a code (If-Match); it is never taken away, it ends on a day");
    }

    static async Task<Results<Ok<IReadOnlyList<CodeView>>, CsvAnswer>> ListAsync(
        HttpRequest request, FindCodes find, HouseholdsStore db, CancellationToken stop, string? list = null, DateOnly? on = null, bool held = false)
    {
        var codes = await find.AllAsync(list, on, held, stop);
        if (!CsvAnswer.IsWanted(request)) return TypedResults.Ok(codes);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "codes", "codes", db.Caller.Area), stop);
        return CsvAnswer.Of(CodeView.Header, codes.ToAsyncEnumerable(), it => it.ToCsv());
    }

    static async Task<Ok<CodeView>> ShowAsync(string list, string code, HttpContext http, FindCodes find, CancellationToken stop)
    {
        var view = await find.OneAsync(list, code, stop);
        ETag.Set(http, view.Version);
        return TypedResults.Ok(view);
    }

    static async Task<Created<CodeView>> AddAsync(string list, CodeInput input, HttpContext http, DecideCodes decide, CancellationToken stop)
    {
        var view = CodeView.Of(await decide.AddAsync(list, input, stop), null);
        ETag.Set(http, view.Version);
        return TypedResults.Created($"{Root}/{list}/{view.Code}", view);
    }

    static async Task<Ok<CodeView>> ReviseAsync(string list, string code, CodeInput input, HttpContext http, DecideCodes decide, CancellationToken stop)
    {
        var view = CodeView.Of(await decide.ReviseAsync(list, code, ETag.Required(http), input, stop), null);
        ETag.Set(http, view.Version);
        return TypedResults.Ok(view);
    }
}
