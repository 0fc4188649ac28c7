using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Households;

static class NeedHttp
{
    const string Root = "/api/v1/households/need-rules";

    static readonly string[] lists = [Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee];

    public static void MapNeedHttp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/households/need-rule", async (FindNeedRule rules, CancellationToken stop) => TypedResults.Ok(await rules.InForceAsync(stop)))
            .ForEveryRole().WithSummary("How the need score is computed");
        app.MapGet("/api/v1/households/register/{id}/need", async (string id, ExplainNeed explain, CancellationToken stop, DateOnly? on = null) =>
            TypedResults.Ok(await explain.ScoreAsync(id, on, stop))).For(lists).WithSummary("The need score of one household, explained line by line; now, or as it was on a day");
        app.MapGet(Root, async (FindNeedRule rules, CancellationToken stop, int? after = null, int? limit = null) => TypedResults.Ok(await rules.PageAsync(after, limit, stop)))
            .ForEveryRole().WithSummary("Every version of the need rule, the newest first");
        app.MapGet(Root + "/{number:int}", async (int number, FindNeedRule rules, CancellationToken stop) => TypedResults.Ok(await rules.OneAsync(number, stop)))
            .ForEveryRole().WithSummary("One version of the need rule, and how far households have been scored by it");
        app.MapGet(Root + "/{number:int}/effect", async (int number, ExplainNeed explain, CancellationToken stop) => TypedResults.Ok(await explain.EffectAsync(number, stop)))
            .For(Role.CivilAffairs).WithSummary("What a version of the need rule would change of the scores by the one in force");
        app.MapPost(Root, ProposeAsync).Once<HouseholdsStore>().For(Role.CivilAffairs).WithSummary("Propose another need rule, from a day on");
        app.MapPost(Root + "/{number:int}/adopt", async (int number, DecideNeedRule decide, FindNeedRule rules, RunBell<Rescoring> bell, HttpContext http, CancellationToken stop) =>
        {
            bell.RingAfter(http);
            await decide.AdoptAsync(number, stop);
            return TypedResults.Ok(await rules.OneAsync(number, stop));
        }).For(Role.CivilAffairs).WithSummary("Adopt a proposed need rule, as another person than who proposed it; on its day every household is scored by it");
        app.MapPost(Root + "/{number:int}/withdraw", async (int number, DecideNeedRule decide, FindNeedRule rules, CancellationToken stop) =>
        {
            await decide.WithdrawAsync(number, stop);
            return TypedResults.Ok(await rules.OneAsync(number, stop));
        }).For(Role.CivilAffairs).WithSummary("Put aside a need rule that is not in force yet");
    }

    static async Task<Created<NeedRuleView>> ProposeAsync(NeedRuleInput input, DecideNeedRule decide, FindNeedRule rules, CancellationToken stop)
    {
        var number = await decide.ProposeAsync(input, stop);
        return TypedResults.Created($"{Root}/{number}", await rules.OneAsync(number, stop));
    }
}
