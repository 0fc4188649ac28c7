using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class ConsentsHttp
{
    const string Root = "/api/v1/households/consents";
    const string Of = "/api/v1/households/register/{id}/consents";
    const string Notices = "/api/v1/households/notices";

    static readonly string[] recording = [Role.CivilAffairs, Role.Street, Role.Community];

    // Not the member who is paired with it: nobody is to be talked round by who wants to come.
    static readonly string[] reading = [.. recording, Role.Auditor];

    public static void MapConsentsHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet(Of, async (string id, FindConsents find, CancellationToken stop, int? after = null, int? limit = null) => TypedResults.Ok(await find.OfAsync(id, after, limit, stop)))
            .For(reading).WithSummary("What holds of a household's consent, and all that it has said");
        app.MapPost(Of, RecordAsync).Once<HouseholdsStore>().For(recording).WithSummary("Record that a household has given, refused or withdrawn its consent");
        app.MapGet(Root, ListAsync).For(reading).Produces<Page<CommunityConsents>>().Produces(200, contentType: "text/csv")
            .WithSummary("By community how many active households have said what of a scope; with missing= the ids of those who were not asked yet; as CSV on request");
        app.MapGet(Notices, async (FindNotices find, CancellationToken stop, int? after = null, int? limit = null) => TypedResults.Ok(await find.PageAsync(after, limit, stop)))
            .ForEveryRole().WithSummary("Every notice to households, the newest first");
        app.MapGet(Notices + "/{number:int}", async (int number, FindNotices find, CancellationToken stop) => TypedResults.Ok(await find.OneAsync(number, stop)))
            .ForEveryRole().WithSummary("One notice to households");
        app.MapPost(Notices, ProposeAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Propose another notice, from a day on");
        app.MapPost(Notices + "/{number:int}/adopt", async (int number, DecideNotice decide, FindNotices find, CancellationToken stop) =>
        {
            await decide.AdoptAsync(number, stop);
            return TypedResults.Ok(await find.OneAsync(number, stop));
        }).For(Role.CivilAffairs).WithSummary("Adopt a proposed notice, as another person than who proposed it");
    }

    /// <summary>Without the evidence: the answer is remembered, and would keep it when the household is anonymised.</summary>
    static async Task<Created<ConsentView>> RecordAsync(string id, ConsentInput input, RecordConsent record, CancellationToken stop) =>
        TypedResults.Created(Of.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal), await record.RunAsync(id, input, stop) with { Evidence = null });

    static async Task<IResult> ListAsync(
        HttpRequest request, FindConsents find, CancellationToken stop, string? area = null, string? scope = null, bool missing = false, string? after = null, int? limit = null) =>
        (CsvAnswer.IsWanted(request), missing) switch
        {
            (true, true) => CsvAnswer.Of(UnaskedHousehold.Header, await find.ExportUnaskedAsync(area, scope, stop), it => it.ToCsv()),
            (true, false) => CsvAnswer.Of(CommunityConsents.Header, await find.ExportFiguresAsync(area, scope, stop), it => it.ToCsv()),
            (false, true) => TypedResults.Ok(await find.UnaskedAsync(area, scope, after, limit, stop)),
            _ => TypedResults.Ok(await find.FiguresAsync(area, scope, after, limit, stop)),
        };

    static async Task<Created<NoticeView>> ProposeAsync(NoticeInput input, DecideNotice decide, FindNotices find, CancellationToken stop)
    {
        var number = await decide.ProposeAsync(input, stop);
        return TypedResults.Created($"{Notices}/{number}", await find.OneAsync(number, stop));
    }
}
