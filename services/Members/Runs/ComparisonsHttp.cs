using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class ComparisonsHttp
{
    const string root = "/api/v1/members";

    static readonly string[] readers = [Role.OrganizationDepartment, Role.WorkCommittee, Role.Auditor];

    public static void MapComparisonsHttp(this WebApplication app)
    {
        app.MapGet(root + "/campaigns/{campaign}/dial", async (string campaign, string? after, int? limit, FindRuns find, CancellationToken stop) =>
            {
                var page = await (await find.FinishedOfAsync(campaign, after, stop)).PageAsync(limit, it => it.Id, stop);
                return new Page<DialView>([.. page.Items.Select(DialView.Of)], page.Next);
            })
            .For(readers).WithSummary("The finished runs of a campaign side by side, newest first: the rules of each, and what they cost and give");
        app.MapGet(root + "/runs/{id}/compare/{other}", (string id, string other, CompareRuns compare, CancellationToken stop) => compare.RunAsync(id, other, stop))
            .For(readers).WithSummary("Two finished runs of a campaign: where their rules differ, what each costs and gives, how many places change");
        app.MapGet(root + "/runs/{id}/compare/{other}/changes", ChangesAsync).For(readers)
            .WithSummary("The households that would have another helper in the other run, or none; text/csv gives all of them");
    }

    static async Task<IResult> ChangesAsync(
        string id, string other, HttpRequest request, CompareRuns compare, string? after, int? limit, CancellationToken stop)
    {
        var changes = await compare.ChangesAsync(id, other, after, stop);
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(PairChange.Header, changes.AsAsyncEnumerable(), PairChange.Line)
            : TypedResults.Ok(await changes.PageAsync(limit, it => it.Cursor(), stop));
    }
}
