using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

static class UnitsHttp
{
    const string Root = "/api/v1/organizations/units";
    const string Header = "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary";

    public static void MapUnitsHttp(this WebApplication app)
    {
        app.MapPost(Root + "/import", async (HttpRequest request, ImportUnits import, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await import.RunAsync(request.Body, partial ?? false, stop)))
            .TakesCsv().Once<OrganizationsStore>().For(Role.OrganizationDepartment, Role.WorkCommittee, Role.Administrator)
            .WithSummary($"Take a list of party organizations ({Header})");
        app.MapGet(Root, ListAsync).ForEveryRole()
            .WithSummary("Party organizations that the caller may see, in an area, of a kind; text/csv gives all of them");
        app.MapGet(Root + "/{id}", OneAsync).ForEveryRole().WithSummary("One party organization");
        app.MapPut(Root + "/{id}", ChangeAsync).For(Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("Correct a party organization (whole, with If-Match)");
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, FindUnits find, string? area, string? kind, string? after, int? limit, CancellationToken stop)
    {
        var units = find.List(area, kind, after);
        if (CsvAnswer.IsWanted(request))
            return CsvAnswer.Of(Header, units.AsAsyncEnumerable(), unit => Line(UnitReply.Of(unit, find.Caller)));
        var page = await units.PageAsync(limit, unit => unit.Id, stop);
        return TypedResults.Ok(new Page<UnitReply>([.. page.Items.Select(unit => UnitReply.Of(unit, find.Caller))], page.Next));
    }

    static async Task<UnitReply> OneAsync(HttpContext http, string id, FindUnits find, CancellationToken stop)
    {
        var unit = await find.OneAsync(id, stop);
        ETag.Set(http, unit.Version);
        return UnitReply.Of(unit, find.Caller);
    }

    static async Task<UnitReply> ChangeAsync(HttpContext http, string id, UnitBody body, ChangeUnit change, CancellationToken stop)
    {
        var reply = await change.RunAsync(id, ETag.Required(http), body, stop);
        ETag.Set(http, reply.Version);
        return reply;
    }

    static string Line(UnitReply unit) => CsvCell.Line(
        unit.Id, unit.Name, unit.Kind, unit.Area, unit.Parent, Degrees(unit.Longitude), Degrees(unit.Latitude), unit.Longitude is null ? null : unit.Crs,
        unit.Seats.ToString(CultureInfo.InvariantCulture), unit.Secretary);

    static string? Degrees(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
