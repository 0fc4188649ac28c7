using Defaults;

namespace Volunteering;

static class PostsHttp
{
    const string root = $"/api/v1/{VolunteeringService.Name}/posts";

    const string columns = "id,title,community,area,kind,places,taken,skills,from,until,status,version";

    /// <summary>All but those who administer accounts.</summary>
    public static readonly string[] Readers =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilizationOffice, Role.CivilAffairs, Role.Street, Role.Organ,
        Role.Community, Role.Member, Role.Inspector, Role.DepartmentSystem, Role.Auditor, Role.Service,
    ];

    public static void MapPostsHttp(this WebApplication app)
    {
        app.MapPost(root, async (NewPost asked, SetPost verb, HttpContext http, CancellationToken stop) =>
        {
            var post = await verb.SetAsync(asked, stop);
            ETag.Set(http, post.Version);
            return TypedResults.Created($"{root}/{Uri.EscapeDataString(post.Id)}", post);
        }).Once<VolunteeringStore>().For(Role.Community).WithSummary("Sets a service post of the caller's own community");

        app.MapGet(root, List).For(Readers).WithSummary("Service posts, ordered by id; all of them as CSV where that is accepted")
            .Produces<Page<PostView>>().Produces(200, contentType: "text/csv");

        app.MapGet(root + "/{id}", async (string id, ReadPosts verb, HttpContext http, CancellationToken stop) =>
        {
            var post = await verb.FindAsync(id, stop);
            ETag.Set(http, post.Version);
            return TypedResults.Ok(post);
        }).For(Readers).WithSummary("One service post, with the ETag to change it by");

        app.MapPut(root + "/{id}", async (string id, PostTerms terms, ChangePost verb, HttpContext http, CancellationToken stop) =>
        {
            var post = await verb.ChangeAsync(id, ETag.Required(http), terms, stop);
            ETag.Set(http, post.Version);
            return TypedResults.Ok(post);
        }).For(Role.Community).WithSummary("Changes an open post of the caller's own community; places never fall below those claimed");

        app.MapPost(root + "/{id}/close", async (string id, Closing closing, ClosePost verb, CancellationToken stop) =>
                TypedResults.Ok(await verb.CloseAsync(id, closing, stop)))
            .Once<VolunteeringStore>().For(Role.Community).WithSummary("Closes a post; whoever holds a place there leaves it");
    }

    static async Task<IResult> List(
        HttpRequest request, ReadPosts verb, string? area, bool? open, string? after, int? limit, CancellationToken stop)
    {
        var asked = new PostsAsked(area, open);
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(columns, verb.All(asked), Line)
            : TypedResults.Ok(await verb.ListAsync(asked, after, limit, stop));
    }

    static string Line(PostView it) => CsvCell.Line(
        it.Id, it.Title, it.Community, it.Area, Wire.NameOf(it.Kind), $"{it.Places}", $"{it.Taken}", string.Join(';', it.Skills),
        $"{it.From:yyyy-MM-dd}", $"{it.Until:yyyy-MM-dd}", Wire.NameOf(it.Status), $"{it.Version}");
}
