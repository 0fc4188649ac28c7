using Defaults;

namespace Volunteering;

static class ClaimsHttp
{
    const string root = $"/api/v1/{VolunteeringService.Name}/claims";

    const string columns = "id,post,member,organization,area,at,left_at,left_for";

    static readonly string[] readers =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilizationOffice, Role.Street, Role.Organ, Role.Community,
        Role.Member, Role.Auditor,
    ];

    public static void MapClaimsHttp(this WebApplication app)
    {
        app.MapPost($"/api/v1/{VolunteeringService.Name}/posts/{{id}}/claims",
                async (string id, Claiming? claiming, ClaimPost verb, CancellationToken stop) =>
                {
                    var claim = await verb.ClaimAsync(id, claiming?.Member, stop);
                    return TypedResults.Created($"{root}/{claim.Id}", claim);
                })
            .Once<VolunteeringStore>().For(Role.Member, Role.Organ)
            .WithSummary("Claims a place: a member for itself, an organization for one of its members");

        app.MapPost(root + "/{id}/leave", async (string id, Leaving leaving, LeavePost verb, CancellationToken stop) =>
                TypedResults.Ok(await verb.LeaveAsync(id, leaving, stop)))
            .Once<VolunteeringStore>().For(Role.Member, Role.Organ, Role.Community).WithSummary("Leaves a place");

        app.MapGet(root + "/{id}", async (string id, ReadClaims verb, CancellationToken stop) => TypedResults.Ok(await verb.FindAsync(id, stop)))
            .For(readers).WithSummary("One claim");

        app.MapGet(root, List).For(readers).WithSummary("Claims, ordered by id; all of them as CSV where that is accepted")
            .Produces<Page<ClaimView>>().Produces(200, contentType: "text/csv");
    }

    static async Task<IResult> List(
        HttpRequest request, ReadClaims verb, string? post, bool? open, string? after, int? limit, CancellationToken stop)
    {
        var asked = new ClaimsAsked(post, open);
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(columns, verb.All(asked), Line)
            : TypedResults.Ok(await verb.ListAsync(asked, after, limit, stop));
    }

    static string Line(ClaimView it) => CsvCell.Line(
        it.Id, it.Post, it.Member, it.Organization, it.Area, $"{it.At:O}", $"{it.LeftAt:O}", it.LeftFor is { } reason ? Wire.NameOf(reason) : "");
}
