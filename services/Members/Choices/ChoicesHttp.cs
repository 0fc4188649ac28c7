using Defaults;

namespace Members;

sealed record ChoicesView(string From, string Side, IReadOnlyList<RankedChoice> Choices, long Version)
{
    public static ChoicesView Of(ChoiceList list) => new(list.From, list.Side.ToString().ToLowerInvariant(), list.Choices, list.Version);
}

static class ChoicesHttp
{
    const string root = "/api/v1/members/campaigns/{campaign}/choices";

    public static void MapChoicesHttp(this WebApplication app)
    {
        app.MapPost(root + "/import", async (string campaign, HttpRequest request, ImportChoices import, bool? partial, CancellationToken stop) =>
                TypedResults.Ok(await import.RunAsync(campaign, request.Body, partial ?? false, stop)))
            .TakesCsv().Once<MembersStore>().For(Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("Take ranked choices of both sides (from,to,rank); the rows of one who chooses replace that one's list");
        app.MapGet(root + "/{from}", async (string campaign, string from, string? side, HttpContext http, SetChoices choices, CancellationToken stop) =>
                Answer(http, await choices.ReadAsync(campaign, from, Side(side), stop)))
            .For(Role.Member, Role.Organ, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee)
            .WithSummary("The ranked choices of a member or a household; side tells which where one id is both");
        app.MapPut(root + "/{from}", async (string campaign, string from, IReadOnlyList<string> chosen, HttpContext http, SetChoices choices, CancellationToken stop) =>
                Answer(http, await choices.RunAsync(campaign, from, chosen, http.Request.Headers.IfMatch.Count > 0 ? ETag.Required(http) : null, stop)))
            .For(Role.Member, Role.Organ, Role.Community)
            .WithSummary("Choose: ids of the other side, the dearest first, five at most; for a member itself or its organ, for a household its community");
    }

    /// <exception cref="InvalidException">rule <c>code-is-known</c></exception>
    static MarketSide? Side(string? named) => named switch
    {
        null or "" => null,
        "member" => MarketSide.Member,
        "household" => MarketSide.Household,
        _ => throw new InvalidException("side", "code-is-known"),
    };

    static ChoicesView Answer(HttpContext http, ChoiceList list)
    {
        ETag.Set(http, list.Version);
        return ChoicesView.Of(list);
    }
}
