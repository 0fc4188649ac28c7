using System.Globalization;
using System.Text;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

static class RunsHttp
{
    const string Root = "/api/v1/organizations/";
    static readonly string[] roles = [Role.OrganizationDepartment, Role.WorkCommittee];

    public static void MapRunsHttp(this WebApplication app)
    {
        app.MapPost(Root + "campaigns/{id}/runs", StartAsync).Once<OrganizationsStore>().For(roles)
            .WithSummary("Run the engine over a campaign, by rules of the run's own where they are given; answered at once, done when its state says so");
        app.MapGet(Root + "campaigns/{id}/runs", async (string id, FindRuns find, string? after, int? limit, CancellationToken stop) =>
            {
                var page = await (await find.ListAsync(id, after, stop)).PageAsync(limit, it => it.Id, stop);
                return new Page<RunReply>([.. page.Items.Select(RunReply.Of)], page.Next);
            })
            .For(roles).WithSummary("Runs of a campaign, the newest first");
        app.MapGet(Root + "runs/{id}", async (string id, FindRuns find, CancellationToken stop) => RunReply.Of(await find.OneAsync(id, stop)))
            .For(roles).WithSummary("How far a run has come, and its figures");
        app.MapGet(Root + "runs/{id}/pairs", PairsAsync).For(roles).WithSummary("Pairs of a run with their reasons; text/csv gives all of them");
        app.MapGet(Root + "runs/{id}/unpaired", UnpairedAsync).For(roles).WithSummary("Who is left out of a run, and why; text/csv gives all of them");
        app.MapGet(Root + "runs/{id}/choices", ChoicesAsync).For(roles).WithSummary("What became of each choice, and why; text/csv gives all of them");
        app.MapGet(Root + "runs/{id}/blocking", BlockingAsync).For(roles)
            .WithSummary("Pairs who would rather have each other since levels gave their seat to one left out, for somebody to talk to them; text/csv gives all");
        app.MapGet(Root + "runs/{id}/proof", async (string id, FindRuns find, CancellationToken stop) =>
                TypedResults.Content(await find.ProofAsync(id, stop), "application/json", Encoding.UTF8))
            .For(roles).WithSummary("The proof of a run");
        app.MapPost(Root + "runs/{id}/adopt", AdoptAsync).Once<OrganizationsStore>().For(roles)
            .WithSummary("Have the pairs of a run proposed to both sides; answered at once, adopted, or done with a fault, when its state says so");
        app.MapPost(Root + "runs/{id}/cancel", async (string id, OrganizationsStore db, FindRuns find, CancellationToken stop) =>
            {
                await db.CancelAsync<PairingRun>(id, stop);
                return TypedResults.Ok(RunReply.Of(await find.OneAsync(id, stop)));
            })
            .Once<OrganizationsStore>().For(roles).WithSummary("Cancel a run that is queued or running, and not one that is being adopted; again changes nothing");
        app.MapGet(Root + "campaigns/{id}/dial", async (string id, FindRuns find, string? after, int? limit, CancellationToken stop) =>
            {
                var page = await (await find.FinishedOfAsync(id, after, stop)).PageAsync(limit, it => it.Id, stop);
                return new Page<DialReply>([.. page.Items.Select(DialReply.Of)], page.Next);
            })
            .For(roles).WithSummary("The finished runs of a campaign side by side, newest first: the rules of each, and what they cost and give");
        app.MapGet(Root + "runs/{id}/compare/{other}", (string id, string other, CompareRuns compare, CancellationToken stop) => compare.RunAsync(id, other, stop))
            .For(roles).WithSummary("Two finished runs of a wave: where their rules differ, what each costs and gives, how many pairs change");
        app.MapGet(Root + "runs/{id}/compare/{other}/changes", ChangesAsync).For(roles)
            .WithSummary("Pairs that are in one of two runs only; text/csv gives all of them");
    }

    static async Task<IResult> ChangesAsync(
        HttpRequest request, string id, string other, CompareRuns compare, string? after, int? limit, CancellationToken stop)
    {
        var changes = await compare.ChangesAsync(id, other, after, stop);
        return CsvAnswer.IsWanted(request)
            ? CsvAnswer.Of(PairChange.Header, changes.AsAsyncEnumerable(), PairChange.Line)
            : TypedResults.Ok(await changes.PageAsync(limit, it => it.Cursor(), stop));
    }

    static async Task<IResult> StartAsync(
        HttpContext http, string id, RunBody? body, StartRun start, RunBell<PairingRun> bell, CancellationToken stop)
    {
        var run = await start.RunAsync(id, body ?? new RunBody(), stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}runs/{run.Id}", RunReply.Of(run));
    }

    static async Task<IResult> AdoptAsync(
        HttpContext http, string id, StartAdoption start, FindRuns find, RunBell<PairingRun> bell, CancellationToken stop)
    {
        await start.RunAsync(id, stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}runs/{id}", RunReply.Of(await find.OneAsync(id, stop)));
    }

    static async Task<IResult> PairsAsync(HttpRequest request, string id, FindRuns find, int? after, int? limit, CancellationToken stop)
    {
        var pairs = await find.PairsAsync(id, after ?? 0, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(RunPairReply.Header, pairs.AsAsyncEnumerable(), RunPairReply.Line);
        var page = await pairs.PageAsync(limit, it => Cursor(it.Row), stop);
        return TypedResults.Ok(new Page<RunPairReply>([.. page.Items.Select(RunPairReply.Of)], page.Next));
    }

    static async Task<IResult> UnpairedAsync(HttpRequest request, string id, FindRuns find, int? after, int? limit, CancellationToken stop)
    {
        var left = await find.LeftAsync(id, after ?? 0, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(RunLeftReply.Header, left.AsAsyncEnumerable(), RunLeftReply.Line);
        var page = await left.PageAsync(limit, it => Cursor(it.Row), stop);
        return TypedResults.Ok(new Page<RunLeftReply>([.. page.Items.Select(RunLeftReply.Of)], page.Next));
    }

    static async Task<IResult> ChoicesAsync(HttpRequest request, string id, FindRuns find, int? after, int? limit, CancellationToken stop)
    {
        var choices = await find.ChoicesAsync(id, after ?? 0, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(RunChoiceReply.Header, choices.AsAsyncEnumerable(), RunChoiceReply.Line);
        var page = await choices.PageAsync(limit, it => Cursor(it.Row), stop);
        return TypedResults.Ok(new Page<RunChoiceReply>([.. page.Items.Select(RunChoiceReply.Of)], page.Next));
    }

    static async Task<IResult> BlockingAsync(HttpRequest request, string id, FindRuns find, int? after, int? limit, CancellationToken stop)
    {
        var blocking = await find.BlockingAsync(id, after ?? 0, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(RunBlockingReply.Header, blocking.AsAsyncEnumerable(), RunBlockingReply.Line);
        var page = await blocking.PageAsync(limit, it => Cursor(it.Row), stop);
        return TypedResults.Ok(new Page<RunBlockingReply>([.. page.Items.Select(RunBlockingReply.Of)], page.Next));
    }

    static string Cursor(int row) => row.ToString(CultureInfo.InvariantCulture);
}
