using System.Globalization;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

static class AreasHttp
{
    const string Root = "/api/v1/organizations/areas";

    public static void MapAreasHttp(this WebApplication app)
    {
        app.MapPost(Root + "/import", async (HttpRequest request, ImportAreas import, string? on, bool? replace, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await import.RunAsync(request.Body, Day(on), replace ?? false, partial ?? false, stop)))
            .TakesCsv().Once<OrganizationsStore>().For(Role.OrganizationDepartment, Role.Administrator)
            .WithSummary("Take a list of divisions (code,name,level,parent), true from a day on");
        app.MapGet(Root, ListAsync).ForEveryRole()
            .WithSummary("Divisions that hold on a day (today), below a code, of a level; text/csv gives all of them");
        app.MapGet(Root + "/{level}/{code}", (string level, string code, FindAreas find, CancellationToken stop) =>
                find.OneAsync(Level(level)!.Value, code, stop))
            .ForEveryRole().WithSummary("One division by its level and code");
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, FindAreas find, string? under, string? level, string? on, string? after, int? limit, CancellationToken stop)
    {
        var areas = find.List(under, Level(level), Day(on), after);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of("code,name,level,parent", areas.AsAsyncEnumerable(), Line);
        var page = await areas.PageAsync(limit, area => area.Cursor, stop);
        return TypedResults.Ok(new Page<AreaReply>([.. page.Items.Select(AreaReply.Of)], page.Next));
    }

    static string Line(Area area) => CsvCell.Line(area.Code, area.Name, AreaLevels.Name(area.Level), area.Parent);

    /// <exception cref="InvalidException">rule <c>date-form</c></exception>
    static DateOnly? Day(string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new InvalidException("on", "date-form");

    /// <exception cref="InvalidException">rule <c>code-is-known</c></exception>
    static AreaLevel? Level(string? text) => string.IsNullOrEmpty(text) ? null
        : AreaLevels.TryParse(text, out var level) ? level
        : throw new InvalidException("level", "code-is-known");
}
