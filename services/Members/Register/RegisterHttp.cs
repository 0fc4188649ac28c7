using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Name">masked, but for the member's own organization and the member</param>
/// <param name="Area">12-digit code of the community where the member lives</param>
/// <param name="Located">whether a position is known; the position itself is never shown</param>
sealed record MemberView(
    string Id, string Name, string IdNumber, string Phone, string Organization, string Area, bool Located,
    IReadOnlyList<string> Skills, int Seats, bool InService, long Version)
{
    public static MemberView Of(Member member, Caller caller) => new(
        member.Id, caller.Reach == Reach.Area ? Mask.Name(member.Name) : member.Name, Mask.Number(member.IdNumber), Mask.Number(member.Phone),
        member.Organization, member.Residence, member.Position is not null, member.Skills, member.Seats, member.InService, member.Version);

    public string Line() => CsvCell.Line(
        Id, Name, IdNumber, Phone, Organization, Area, string.Join(';', Skills), $"{Seats}", InService ? "true" : "false");
}

sealed record ExpectedAsked(int Count);

static class RegisterHttp
{
    const string root = "/api/v1/members";
    const string header = "id,name,id_number,phone,organization,area,skills,seats,in_service";

    public static void MapRegisterHttp(this WebApplication app)
    {
        app.MapPost(root + "/register/import", async (HttpRequest request, ImportMembers import, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await import.RunAsync(request.Body, partial ?? false, stop)))
            .TakesCsv().Once<MembersStore>().For(Role.OrganizationDepartment, Role.WorkCommittee, Role.Organ)
            .WithSummary("Take a list of members (id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats)");
        app.MapGet(root + "/register", ListAsync).For(readers)
            .WithSummary("The register in order of id, masked; text/csv gives all of it");
        app.MapGet(root + "/register/{id}", async (string id, HttpContext http, FindMembers find, Caller caller, CancellationToken stop) =>
                Answer(http, await find.OneAsync(id, stop), caller))
            .For(readers).WithSummary("One member, masked; the whole name for the member and its own organization");
        app.MapPut(root + "/register/{id}", async (string id, MemberChangeAsked asked, HttpContext http, ChangeMember change, Caller caller, CancellationToken stop) =>
                Answer(http, await change.RunAsync(id, asked, ETag.Required(http), stop), caller))
            .For(Role.Member, Role.Organ).WithSummary("Change skills and seats, by the member or its organ, and service, by its organ; needs If-Match");
        app.MapGet(root + "/organizations/{id}", async (string id, HttpContext http, FindCounts counts, CancellationToken stop) =>
                Answer(http, await counts.OfAsync(id, stop)))
            .For(Role.OrganizationDepartment, Role.WorkCommittee, Role.Street, Role.Organ, Role.Inspector, Role.Auditor)
            .WithSummary("How many members of an organization should report in, and how many are registered");
        app.MapPut(root + "/organizations/{id}/expected", async (string id, ExpectedAsked asked, HttpContext http, SetExpectedCount set, FindCounts counts, CancellationToken stop) =>
            {
                await set.RunAsync(id, asked.Count, http.Request.Headers.IfMatch.Count > 0 ? ETag.Required(http) : null, stop);
                return Answer(http, await counts.OfAsync(id, stop));
            })
            .For(Role.Organ).WithSummary("Confirm how many members of one's organization should report in");
    }

    static readonly string[] readers = [Role.OrganizationDepartment, Role.WorkCommittee, Role.Organ, Role.Member, Role.Auditor];

    static async Task<IResult> ListAsync(
        HttpRequest request, FindMembers find, Caller caller, string? organization, string? after, int? limit, CancellationToken stop)
    {
        var members = find.All(organization, after);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(header, members.AsAsyncEnumerable(), it => MemberView.Of(it, caller).Line());
        var page = await members.PageAsync(limit, it => it.Id, stop);
        return TypedResults.Ok(new Page<MemberView>([.. page.Items.Select(it => MemberView.Of(it, caller))], page.Next));
    }

    static MemberView Answer(HttpContext http, Member member, Caller caller)
    {
        ETag.Set(http, member.Version);
        return MemberView.Of(member, caller);
    }

    static OrganizationCounts Answer(HttpContext http, OrganizationCounts counts)
    {
        ETag.Set(http, counts.Version);
        return counts;
    }
}
