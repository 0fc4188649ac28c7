using Defaults;

namespace Assessment;

static class LedgerHttp
{
    const string columns = "sequence,message,part,service,type,area,subjects,recorded_at,fact";

    public static void MapLedgerHttp(this WebApplication app) =>
        app.MapGet($"/api/v1/{AssessmentService.Name}/ledger", List).For(Role.OrganizationDepartment, Role.Auditor)
            .WithSummary("The facts of all services that lie in the caller's area, in the order of recording; all that follow as CSV where that is accepted")
            .Produces<Page<LedgerLine>>().Produces(200, contentType: "text/csv");

    static async Task<IResult> List(
        HttpRequest request, ReadLedger verb, long? after, string? service, string? type, int? limit, CancellationToken stop)
    {
        var asked = new LedgerAsked(service, type);
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(columns, verb.All(asked, after), Line)
            : TypedResults.Ok(await verb.ListAsync(asked, after, limit, stop));
    }

    static string Line(LedgerRow it) => CsvCell.Line(
        $"{it.Sequence}", $"{it.Message}", $"{it.Part}", it.Service, it.Type, it.Area, $"{it.Subjects}", $"{it.RecordedAt:O}", it.Body);
}
