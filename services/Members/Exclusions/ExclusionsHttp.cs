using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

sealed record ExclusionView(string Member, string Household, string Reason)
{
    public static ExclusionView Of(Exclusion it) => new(it.Member, it.Household, it.Reason);

    /// <summary>Where the next page begins: the households in order of id, then their members.</summary>
    public string Cursor() => $"{Household}\n{Member}";
}

static class ExclusionsHttp
{
    const string root = "/api/v1/members/campaigns/{campaign}/exclusions";

    public static void MapExclusionsHttp(this WebApplication app)
    {
        app.MapPost(root + "/import", async (string campaign, HttpRequest request, ImportExclusions import, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await import.RunAsync(campaign, request.Body, partial ?? false, stop)))
            .TakesCsv().Once<MembersStore>().For(Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("Take conflicts of interest (member,household,reason): pairs that are never made");
        app.MapDelete(root + "/{household}/{member}", async (string campaign, string household, string member, WithdrawExclusion withdraw, CancellationToken stop) =>
            {
                await withdraw.RunAsync(campaign, household, member, stop);
                return TypedResults.NoContent();
            })
            .For(Role.OrganizationDepartment, Role.WorkCommittee).WithSummary("Withdraw a conflict of interest");
        app.MapGet(root, ListAsync).For(Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("Conflicts of interest with their reasons; text/csv gives all of them");
    }

    static async Task<IResult> ListAsync(
        string campaign, HttpRequest request, FindExclusions find, string? after, int? limit, CancellationToken stop)
    {
        var exclusions = await find.AllAsync(campaign, after, stop);
        if (CsvAnswer.IsWanted(request))
            return CsvAnswer.Of("member,household,reason", exclusions.AsAsyncEnumerable(), it => CsvCell.Line(it.Member, it.Household, it.Reason));
        var page = await exclusions.PageAsync(limit, it => ExclusionView.Of(it).Cursor(), stop);
        return TypedResults.Ok(new Page<ExclusionView>([.. page.Items.Select(ExclusionView.Of)], page.Next));
    }
}
