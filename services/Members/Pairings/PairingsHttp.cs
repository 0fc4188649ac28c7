using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="DistanceM">metres</param>
/// <param name="Reason">why it was declined or ended, by a coded name</param>
/// <param name="Words">the same in somebody's own words; to those only whom they are for</param>
/// <param name="ContactWithdrawnAt">since when nobody is to visit or call the household; null while one may</param>
sealed record PairingView(
    string Id, string Campaign, string Run, string Household, string Member, string Organization, string Area, int Stage, int Seat, double DistanceM,
    PairingStatus Status, DateTime Since, DateTime? Until, string? Reason, string? Words, DateTime? MemberConfirmedAt, DateTime? HouseholdConfirmedAt,
    DateTime? ContactWithdrawnAt, long Version)
{
    public const string Header = "id,household,member,organization,area,stage,seat,distance_m,status,since,until,reason,contact_withdrawn_at";

    public static PairingView Of(Pairing it, Caller caller) => new(
        it.Id, it.Campaign, it.Run, it.Household, it.Member, it.Organization, it.Area, it.Stage, it.Seat, it.DistanceDm / 10.0,
        it.Status, it.Since, it.Until, it.EndReason, caller.MayReadWords(it) ? it.EndWords : null, it.MemberConfirmedAt, it.HouseholdConfirmedAt,
        it.ContactWithdrawnAt, it.Version);

    public static string Line(Pairing it) => CsvCell.Line(
        it.Id, it.Household, it.Member, it.Organization, it.Area, $"{it.Stage}", $"{it.Seat}", Metres.Of(it.DistanceDm),
        Wire.NameOf(it.Status), $"{it.Since:yyyy-MM-ddTHH:mm:ssZ}", $"{it.Until:yyyy-MM-ddTHH:mm:ssZ}", it.EndReason, $"{it.ContactWithdrawnAt:yyyy-MM-ddTHH:mm:ssZ}");
}

sealed record PairingsAsked(IReadOnlyList<string> Ids);

sealed record PairingsConfirmed(IReadOnlyList<PairingView> Items);

static class PairingsHttp
{
    const string root = "/api/v1/members";

    static readonly string[] readers =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.Street, Role.Community, Role.Organ, Role.Member, Role.Inspector, Role.Auditor,
    ];

    static readonly string[] sides = [Role.Member, Role.Organ, Role.Community];

    public static void MapPairingsHttp(this WebApplication app)
    {
        app.MapGet(root + "/campaigns/{campaign}/pairings", ListAsync).For(readers)
            .WithSummary("Pairings of a campaign that stand (past=true: those too that ended); text/csv gives all of them");
        app.MapGet(root + "/pairings/{id}", async (string id, HttpContext http, FindPairings find, CancellationToken stop) =>
                Answer(http, await find.OneAsync(id, stop)))
            .For(readers).WithSummary("One pairing");
        app.MapPost(root + "/campaigns/{campaign}/pairings/confirm", async (string campaign, PairingsAsked asked, ConfirmPairings confirm, Caller caller, CancellationToken stop) =>
                TypedResults.Ok(new PairingsConfirmed([.. (await confirm.RunAsync(campaign, asked.Ids, stop)).Select(it => PairingView.Of(it, caller))])))
            .Once<MembersStore>().For(sides).WithSummary("Confirm up to 500 proposals for one's side, all or none");
        app.MapPost(root + "/pairings/{id}/confirm", async (string id, HttpContext http, ConfirmPairings confirm, CancellationToken stop) =>
                Answer(http, (await confirm.RunAsync(null, [id], stop))[0]))
            .Once<MembersStore>().For(sides).WithSummary("Confirm a proposal: the member or its organ, and the household's community");
        app.MapPost(root + "/pairings/{id}/decline", async (string id, ReasonAsked asked, HttpContext http, ClosePairing close, CancellationToken stop) =>
                Answer(http, await close.DeclineAsync(id, asked, stop)))
            .Once<MembersStore>().For(sides).WithSummary("Decline a proposal; these two are not proposed again in this campaign");
        app.MapPost(root + "/pairings/{id}/end", async (string id, ReasonAsked asked, HttpContext http, ClosePairing close, CancellationToken stop) =>
                Answer(http, await close.EndAsync(id, asked, stop)))
            .Once<MembersStore>().For(Role.OrganizationDepartment, Role.WorkCommittee).WithSummary("End a pairing that stands");
    }

    static async Task<IResult> ListAsync(
        string campaign, HttpRequest request, FindPairings find, Caller caller, bool? past, string? after, int? limit, CancellationToken stop)
    {
        var pairings = await find.OfAsync(campaign, past ?? false, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(PairingView.Header, pairings.AsAsyncEnumerable(), PairingView.Line);
        var page = await pairings.PageAsync(limit, it => it.Id, stop);
        return TypedResults.Ok(new Page<PairingView>([.. page.Items.Select(it => PairingView.Of(it, caller))], page.Next));
    }

    static PairingView Answer(HttpContext http, Pairing pairing)
    {
        ETag.Set(http, pairing.Version);
        return PairingView.Of(pairing, http.RequestServices.GetRequiredService<Caller>());
    }
}
