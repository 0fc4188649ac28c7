using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Until">when the campaign's limit is reached</param>
/// <param name="Proposed">a proposal awaits confirmation</param>
/// <param name="Reason">why it came to need a helper, in words; <paramref name="Code"/> is the code</param>
/// <param name="Why">why the last run found nobody, in words; null where none has looked yet, or somebody was found</param>
/// <param name="Run">that run</param>
/// <param name="AlarmedAt">when the alarm was raised</param>
sealed record WaitingView(
    string Household, string Area, DateTime Since, DateTime Until, bool Proposed, string Reason, string Code, string? Why, string? Run, DateTime? AlarmedAt)
{
    public const string Header = "household,area,since,until,proposed,reason,why,alarmed_at";

    public static WaitingView Of(Waiting it, TimeSpan limit) => new(
        it.Household, it.Area, it.Since, it.Since + limit, it.IsProposed, ReasonCodes.Words("", it.Reason), it.Reason,
        it.Why is null ? null : ReasonCodes.Words(LeftReasons.Prefix, it.Why), it.Run, it.AlarmedAt);

    public static string Line(WaitingView it) => CsvCell.Line(
        it.Household, it.Area, $"{it.Since:yyyy-MM-ddTHH:mm:ssZ}", $"{it.Until:yyyy-MM-ddTHH:mm:ssZ}", it.Proposed ? "true" : "false", it.Reason, it.Why,
        $"{it.AlarmedAt:yyyy-MM-ddTHH:mm:ssZ}");
}

static class WaitingHttp
{
    public static void MapWaitingHttp(this WebApplication app) =>
        app.MapGet("/api/v1/members/campaigns/{campaign}/waiting", ListAsync)
            .For(Role.OrganizationDepartment, Role.WorkCommittee, Role.Street, Role.Community, Role.Inspector, Role.Auditor)
            .WithSummary("Households that wait for a helper since the first run was adopted, and why they still do; text/csv gives all of them");

    static async Task<IResult> ListAsync(string campaign, HttpRequest request, FindWaiting find, string? after, int? limit, CancellationToken stop)
    {
        var (rows, days) = await find.OfAsync(campaign, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(WaitingView.Header, rows.AsAsyncEnumerable(), it => WaitingView.Line(WaitingView.Of(it, days)));
        var page = await rows.PageAsync(limit, it => it.Household, stop);
        return TypedResults.Ok(new Page<WaitingView>([.. page.Items.Select(it => WaitingView.Of(it, days))], page.Next));
    }
}
