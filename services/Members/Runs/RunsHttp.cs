using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class RunsHttp
{
    const string root = "/api/v1/members";

    static readonly string[] runners = [Role.OrganizationDepartment, Role.WorkCommittee];
    static readonly string[] readers = [Role.OrganizationDepartment, Role.WorkCommittee, Role.Auditor];

    public static void MapRunsHttp(this WebApplication app)
    {
        app.MapPost(root + "/campaigns/{campaign}/runs", StartAsync).Once<MembersStore>().For(runners)
            .WithSummary("Queue a run of the pairing engine over the campaign's households and members, by rules of its own and by district where that is asked for");
        app.MapGet(root + "/campaigns/{campaign}/runs", async (string campaign, string? after, int? limit, FindRuns find, CancellationToken stop) =>
            {
                var page = await (await find.ListAsync(campaign, after, stop)).PageAsync(limit, it => it.Id, stop);
                return new Page<RunView>(await find.ViewsAsync(page.Items, stop), page.Next);
            })
            .For(readers).WithSummary("The runs of a campaign, newest first");
        app.MapGet(root + "/runs/{id}", (string id, FindRuns find, CancellationToken stop) => find.ViewAsync(id, stop))
            .For(readers).WithSummary("How far a run is, and its figures once it is done");
        app.MapGet(root + "/runs/{id}/parts", async (string id, string? after, int? limit, FindRuns find, CancellationToken stop) =>
            {
                var page = await (await find.PartsAsync(id, after, stop)).PageAsync(limit, it => it.Id, stop);
                return new Page<RunView>([.. page.Items.Select(RunView.Of)], page.Next);
            })
            .For(readers).WithSummary("The parts of a run by district, each a run with its own figures and proof");
        app.MapGet(root + "/runs/{id}/pairs", PairsAsync).For(readers)
            .WithSummary("The pairs of a run, each with its reasons; text/csv gives all of them");
        app.MapGet(root + "/runs/{id}/unpaired", UnpairedAsync).For(readers)
            .WithSummary("Households left out and members left idle, with why; text/csv gives all of them");
        app.MapGet(root + "/runs/{id}/choices", ChoicesAsync).For(runners)
            .WithSummary("What became of each choice, and who came first with why; text/csv gives all of them");
        app.MapGet(root + "/runs/{id}/partings", PartingsAsync).For(readers)
            .WithSummary("Pairings that stand and that adopting the run would end; text/csv gives all of them");
        app.MapGet(root + "/runs/{id}/blocking", BlockingAsync).For(runners)
            .WithSummary("Pairs who would rather have each other since levels gave their seat to one left out, for somebody to talk to them; text/csv gives all");
        app.MapGet(root + "/runs/{id}/proof", async (string id, FindRuns find, CancellationToken stop) =>
                TypedResults.Text(await find.ProofAsync(id, stop), "application/json"))
            .For(readers).WithSummary("What proves a run: rules, checks, and whose position was assumed");
        app.MapPost(root + "/runs/{id}/adopt", AdoptAsync).Once<MembersStore>().For(runners)
            .WithSummary("Have the pairs of a run proposed to both sides, which takes a while: adopted, or done with a fault, when its state says so; one that parts what stands asks for confirmParting");
        app.MapPost(root + "/runs/{id}/cancel", async (string id, MembersStore db, FindRuns find, CancellationToken stop) =>
            {
                await db.CancelAsync<PairingRun>(id, stop);
                return TypedResults.Ok(await find.ViewAsync(id, stop));
            })
            .Once<MembersStore>().For(runners).WithSummary("Cancel a run that is queued or running, and not one that is being adopted; again changes nothing");
    }

    static async Task<IResult> StartAsync(
        string campaign, RunAsked? asked, HttpContext http, StartRun start, RunBell<PairingRun> bell, CancellationToken stop)
    {
        var run = await start.RunAsync(campaign, asked ?? new RunAsked(), stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{root}/runs/{run.Id}", RunView.Of(run));
    }

    static async Task<IResult> AdoptAsync(
        string id, AdoptAsked? asked, HttpContext http, StartAdoption start, FindRuns find, RunBell<PairingRun> bell, CancellationToken stop)
    {
        await start.RunAsync(id, asked ?? new AdoptAsked(), stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{root}/runs/{id}", await find.ViewAsync(id, stop));
    }

    static async Task<IResult> PairsAsync(string id, HttpRequest request, FindRuns find, string? after, int? limit, CancellationToken stop)
    {
        var pairs = await find.PairsAsync(id, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(PairView.Header, pairs.AsAsyncEnumerable(), PairView.Line);
        var page = await pairs.PageAsync(limit, it => it.Cursor(id), stop);
        return TypedResults.Ok(new Page<PairView>([.. page.Items.Select(PairView.Of)], page.Next));
    }

    static async Task<IResult> UnpairedAsync(string id, HttpRequest request, FindRuns find, string? after, int? limit, CancellationToken stop)
    {
        var left = await find.LeftAsync(id, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(LeftView.Header, left.AsAsyncEnumerable(), LeftView.Line);
        var page = await left.PageAsync(limit, it => it.Cursor(id), stop);
        return TypedResults.Ok(new Page<LeftView>([.. page.Items.Select(LeftView.Of)], page.Next));
    }

    static async Task<IResult> ChoicesAsync(string id, HttpRequest request, FindRuns find, string? after, int? limit, CancellationToken stop)
    {
        var choices = await find.ChoicesAsync(id, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(ChoiceFateView.Header, choices.AsAsyncEnumerable(), ChoiceFateView.Line);
        var page = await choices.PageAsync(limit, it => it.Cursor(id), stop);
        return TypedResults.Ok(new Page<ChoiceFateView>([.. page.Items.Select(ChoiceFateView.Of)], page.Next));
    }

    static async Task<IResult> PartingsAsync(string id, HttpRequest request, FindRuns find, string? after, int? limit, CancellationToken stop)
    {
        var partings = await find.PartingsAsync(id, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(PartingView.Header, partings.AsAsyncEnumerable(), PartingView.Line);
        var page = await partings.PageAsync(limit, it => it.Cursor(id), stop);
        return TypedResults.Ok(new Page<PartingView>([.. page.Items.Select(PartingView.Of)], page.Next));
    }

    static async Task<IResult> BlockingAsync(string id, HttpRequest request, FindRuns find, string? after, int? limit, CancellationToken stop)
    {
        var blocking = await find.BlockingAsync(id, after, stop);
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(BlockingView.Header, blocking.AsAsyncEnumerable(), BlockingView.Line);
        var page = await blocking.PageAsync(limit, it => it.Cursor(id), stop);
        return TypedResults.Ok(new Page<BlockingView>([.. page.Items.Select(BlockingView.Of)], page.Next));
    }
}
