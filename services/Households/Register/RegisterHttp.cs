using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class RegisterHttp
{
    const string Root = "/api/v1/households/register";

    static readonly string[] lists = [Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee];
    static readonly string[] persons = [Role.CivilAffairs, Role.Street, Role.Community];

    public static void MapRegisterHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root + "/import", ImportAsync).TakesCsv().Once<HouseholdsStore>().For(Role.CivilAffairs, Role.DepartmentSystem)
            .WithSummary("Take in a list of households (households.csv)");
        app.MapGet(Root, ListAsync).For(lists).WithSummary("Households in the caller's area, without anything personal; as CSV on request");
        app.MapGet(Root + "/{id}", ShowAsync).For(persons).WithSummary("One household, personal values masked");
        app.MapPost(Root + "/{id}/reveal", RevealAsync).For(persons).WithSummary("Named fields of one household in full, for a stated purpose; recorded");
        app.MapPost(Root + "/search", SearchAsync).For(persons)
            .WithSummary("Look for a person by exact ID number or phone, or by full name within a street; masked, at most 20; recorded");
        app.MapPost(Root, RegisterAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Enter one household with its persons");
        app.MapPut(Root + "/{id}", ReviseAsync).For(Role.CivilAffairs).WithSummary("Replace what is known of one household (If-Match)");
        app.MapPost(Root + "/{id}/end", EndAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Take a household out of the database");
    }

    static async Task<Ok<ImportReceipt>> ImportAsync(Stream body, ImportHouseholds import, CancellationToken stop, bool partial = false) =>
        TypedResults.Ok(await import.RunAsync(body, partial, stop));

    static async Task<Results<Ok<Page<HouseholdLine>>, CsvAnswer>> ListAsync(
        HttpRequest request, ListHouseholds list, CancellationToken stop, string? area = null, bool? active = null, string? after = null, int? limit = null)
    {
        if (CsvAnswer.IsWanted(request))
            return CsvAnswer.Of("id,area,categories,needs,need,active,as_of", await list.ExportAsync(area, active, stop), Line);
        return TypedResults.Ok(await list.PageAsync(area, active, after, limit, stop));
    }

    static string Line(HouseholdLine it) => CsvCell.Line(
        it.Id, it.Area, string.Join(';', it.Categories), string.Join(';', it.Needs), $"{it.Need}", it.Active ? "true" : "false", $"{it.AsOf:yyyy-MM-dd}");

    static async Task<Ok<HouseholdView>> ShowAsync(string id, HttpContext http, ShowHousehold show, CancellationToken stop)
    {
        var view = await show.RunAsync(id, stop);
        ETag.Set(http, view.Version);
        return TypedResults.Ok(view);
    }

    static async Task<Ok<RevealedHousehold>> RevealAsync(string id, RevealInput input, RevealHousehold reveal, CancellationToken stop) =>
        TypedResults.Ok(await reveal.RunAsync(id, input, stop));

    static async Task<Ok<SearchResult>> SearchAsync(SearchInput input, SearchRegister search, CancellationToken stop) =>
        TypedResults.Ok(await search.RunAsync(input, stop));

    static async Task<Created<HouseholdReceipt>> RegisterAsync(HouseholdInput input, RegisterHousehold register, CancellationToken stop)
    {
        var receipt = await register.RunAsync(input, stop);
        return TypedResults.Created($"{Root}/{Uri.EscapeDataString(receipt.Id)}", receipt);
    }

    static async Task<Ok<HouseholdReceipt>> ReviseAsync(
        string id, HouseholdInput input, HttpContext http, ReviseHousehold revise, CancellationToken stop)
    {
        var receipt = await revise.RunAsync(id, ETag.Required(http), input, stop);
        ETag.Set(http, receipt.Version);
        return TypedResults.Ok(receipt);
    }

    static async Task<Ok<HouseholdReceipt>> EndAsync(string id, EndInput input, EndHousehold end, CancellationToken stop) =>
        TypedResults.Ok(await end.RunAsync(id, input, stop));
}
