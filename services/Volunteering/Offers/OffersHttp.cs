using Defaults;

namespace Volunteering;

static class OffersHttp
{
    const string columns = "campaign,member,organization,held,post,title,community,area,why,common";

    public static void MapOffersHttp(this WebApplication app) =>
        app.MapGet($"/api/v1/{VolunteeringService.Name}/offers", List)
            .For(Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilizationOffice, Role.Street, Role.Community, Role.Organ, Role.Member)
            .WithSummary("Members left idle by a run, each with the posts that fit best; as CSV one line for a member and a post")
            .Produces<Page<OfferView>>().Produces(200, contentType: "text/csv");

    static async Task<IResult> List(
        HttpRequest request, ReadOffers verb, string? campaign, long? after, int? limit, CancellationToken stop) =>
        CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(columns, verb.All(campaign, stop), Lines)
            : TypedResults.Ok(await verb.ListAsync(campaign, after, limit, stop));

    /// <summary>One line for each post offered, and one without a post for whoever nothing can be offered.</summary>
    static string Lines(OfferView it) => it.Posts.Count == 0
        ? CsvCell.Line(it.Campaign, it.Member, it.Organization, $"{it.Held}", "", "", "", "", "", "")
        : string.Concat(it.Posts.Select(fit => CsvCell.Line(
            it.Campaign, it.Member, it.Organization, $"{it.Held}", fit.Post.Id, fit.Post.Title, fit.Post.Community, fit.Post.Area,
            Wire.NameOf(fit.Why), string.Join(';', fit.Common))));
}
