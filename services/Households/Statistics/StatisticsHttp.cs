using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class StatisticsHttp
{
    static readonly string[] readers =
        [Role.CivilAffairs, Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilizationOffice, Role.Street, Role.Community];

    public static void MapStatisticsHttp(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/households/statistics", ReadAsync).For(readers)
        .WithSummary("How many households, persons or party members are needy, by two of area, category, need, score and month; small figures are withheld; as CSV on request");

    static async Task<Results<Ok<StatisticTable>, CsvAnswer>> ReadAsync(
        HttpRequest request, ReadStatistics read, HouseholdsStore db, CancellationToken stop, string of = "households", string rows = "area",
        string columns = "category", string? month = null, string? area = null, string? level = null)
    {
        var table = await read.RunAsync(new StatisticsAsked(of, rows, columns, month, area, level), stop);
        if (!CsvAnswer.IsWanted(request)) return TypedResults.Ok(table);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "statistics", "statistics", db.Caller.Area) { Detail = $"of={of} rows={rows} columns={columns} month={table.Month}" }, stop);
        return CsvAnswer.Of(table.Header, table.Lines.ToAsyncEnumerable(), it => it.ToCsv());
    }
}
