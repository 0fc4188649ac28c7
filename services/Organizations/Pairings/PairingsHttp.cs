using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

static class PairingsHttp
{
    const string Root = "/api/v1/organizations/";

    public static void MapPairingsHttp(this WebApplication app)
    {
        app.MapGet(Root + "campaigns/{id}/pairings", ListAsync).ForEveryRole()
            .WithSummary("Pairings of a campaign that stand (past=true: those too that ended); text/csv gives all of them");
        app.MapGet(Root + "pairings/{id}", async (string id, FindPairings find, CancellationToken stop) => PairingReply.Of(await find.OneAsync(id, stop)))
            .ForEveryRole().WithSummary("One pairing");
        app.MapPost(Root + "pairings/{id}/confirm", async (string id, AnswerPairing answer, CancellationToken stop) =>
                TypedResults.Ok(await answer.ConfirmAsync(id, stop)))
            .Once<OrganizationsStore>().For(Role.Organ, Role.Community).WithSummary("Agree to a proposed pairing, for one's own side");
        app.MapPost(Root + "pairings/{id}/decline", async (string id, ReasonBody body, AnswerPairing answer, CancellationToken stop) =>
                TypedResults.Ok(await answer.DeclineAsync(id, body, stop)))
            .Once<OrganizationsStore>().For(Role.Organ, Role.Community).WithSummary("Decline a proposed pairing, for one's own side");
        app.MapPost(Root + "pairings/{id}/end", async (string id, ReasonBody body, AnswerPairing answer, CancellationToken stop) =>
                TypedResults.Ok(await answer.EndAsync(id, body, stop)))
            .Once<OrganizationsStore>().For(Role.OrganizationDepartment).WithSummary("End a pairing");
    }

    static async Task<IResult> ListAsync(
        HttpRequest request, string id, FindPairings find, bool? past, string? after, int? limit, CancellationToken stop)
    {
        var pairings = await find.ListAsync(id, past ?? false, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(PairingReply.Header, pairings.AsAsyncEnumerable(), PairingReply.Line);
        var page = await pairings.PageAsync(limit, it => it.Id, stop);
        return TypedResults.Ok(new Page<PairingReply>([.. page.Items.Select(PairingReply.Of)], page.Next));
    }
}
