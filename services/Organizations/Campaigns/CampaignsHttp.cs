using Defaults;

namespace Organizations;

static class CampaignsHttp
{
    const string Root = "/api/v1/organizations/campaigns";

    public static void MapCampaignsHttp(this WebApplication app)
    {
        app.MapPost(Root, async (CampaignBody body, OpenCampaign open, CancellationToken stop) =>
            {
                var campaign = await open.RunAsync(body, stop);
                return TypedResults.Created($"{Root}/{Uri.EscapeDataString(campaign.Id)}", campaign);
            })
            .Once<OrganizationsStore>().For(Role.OrganizationDepartment, Role.WorkCommittee).WithSummary("Open a campaign");
        app.MapGet(Root, async (FindCampaigns find, string? after, int? limit, CancellationToken stop) =>
            {
                var page = await find.List(after).PageAsync(limit, it => it.Id, stop);
                return new Page<CampaignReply>([.. page.Items.Select(CampaignReply.Of)], page.Next);
            })
            .ForEveryRole().WithSummary("Campaigns that hold where the caller is");
        app.MapGet(Root + "/{id}", async (HttpContext http, string id, FindCampaigns find, CancellationToken stop) =>
                Tagged(http, CampaignReply.Of(await find.OneAsync(id, stop))))
            .ForEveryRole().WithSummary("One campaign");
        app.MapPut(Root + "/{id}/rules", async (HttpContext http, string id, RulesBody body, ChangeRules change, CancellationToken stop) =>
                Tagged(http, await change.RunAsync(id, ETag.Required(http), body, stop)))
            .For(Role.OrganizationDepartment, Role.WorkCommittee).WithSummary("Change the rules of a campaign, and its last day (whole, with If-Match)");
    }

    static CampaignReply Tagged(HttpContext http, CampaignReply campaign)
    {
        ETag.Set(http, campaign.Version);
        return campaign;
    }
}
