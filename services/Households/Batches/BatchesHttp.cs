using Defaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Households;

static class BatchesHttp
{
    const string Root = "/api/v1/households/batches";

    static readonly string[] pushing = [Role.CivilAffairs, Role.DepartmentSystem];
    static readonly string[] deciding = [Role.CivilAffairs];

    public static void MapBatchesHttp(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root, OpenAsync).For(pushing).WithSummary("Open a push, to be handed in by parts; its number again gives the same push");
        app.MapPost(Root + "/whole", WholeAsync).Accepts<byte[]>("text/csv", "application/x-ndjson").WithMetadata(new BodyLimit(CsvList.MostBytes)).For(pushing)
            .WithSummary("Push a whole list as one body; again, whole or from where it broke off, changes nothing");
        app.MapGet(Root, ListAsync).For(pushing).WithSummary("Pushes, the newest first");
        app.MapGet(Root + "/{id}", async (string id, FindBatches find, CancellationToken stop) => TypedResults.Ok(BatchView.Of(await find.OneAsync(id, stop))))
            .For(pushing).WithSummary("How far a push has come, and what became of its rows");
        app.MapGet(Root + "/{id}/parts", async (string id, FindBatches find, CancellationToken stop) => TypedResults.Ok(await find.PartsAsync(id, stop)))
            .For(pushing).WithSummary("The parts that are there");
        app.MapPut(Root + "/{id}/parts/{number:int}", PartAsync).Accepts<byte[]>("application/octet-stream", "text/csv", "application/x-ndjson")
            .WithMetadata(new BodyLimit(BatchPart.MostBytes)).For(pushing).WithSummary("Hand in a part of a push, in any order; the same part again changes nothing");
        app.MapPost(Root + "/{id}/complete", CompleteAsync).For(pushing).WithSummary("All parts are there: the push waits for its turn");
        app.MapPost(Root + "/{id}/cancel", CancelAsync).For(pushing).WithSummary("Stop a push; what it has taken stays");
        app.MapGet(Root + "/{id}/report", ReportAsync).For(pushing).WithSummary("What became of each row; text/csv and application/x-ndjson give all of them");
        app.MapGet(Root + "/{id}/missing", async (string id, FindBatches find, CancellationToken stop, string? after = null, int? limit = null) =>
            TypedResults.Ok(await find.MissingAsync(id, after, limit, stop))).For(deciding).WithSummary("Households that a full push left out, until it is decided what becomes of them");
        app.MapPost(Root + "/{id}/missing/end", EndMissingAsync).For(deciding).WithSummary("Take out of the database those whom a full push left out; by another person than the one who pushed");
        app.MapPost(Root + "/{id}/missing/keep", async (string id, DecideMissing decide, FindBatches find, CancellationToken stop) =>
        {
            await decide.KeepAsync(id, stop);
            return TypedResults.Ok(BatchView.Of(await find.OneAsync(id, stop)));
        }).For(deciding).WithSummary("Keep in the database those whom a full push left out; by another person than the one who pushed");
        app.MapGet("/api/v1/households/parked-rows", async (ListParked list, CancellationToken stop, string? batch = null, bool all = false, string? after = null, int? limit = null) =>
            TypedResults.Ok(await list.RunAsync(batch, all, after, limit, stop))).For(deciding).WithSummary("Rows of pushes that somebody has to look at");
        app.MapPost("/api/v1/households/parked-rows/{id}/accept", (string id, DecisionInput input, DecideParked decide, CancellationToken stop) =>
            DecideAsync(decide.RunAsync(id, accept: true, input.Reason, stop))).For(deciding).WithSummary("Let a parked row take effect");
        app.MapPost("/api/v1/households/parked-rows/{id}/leave", (string id, DecisionInput input, DecideParked decide, CancellationToken stop) =>
            DecideAsync(decide.RunAsync(id, accept: false, input.Reason, stop))).For(deciding).WithSummary("Leave a parked row; said again, it is not asked again");
    }

    static async Task<NoContent> DecideAsync(Task decision)
    {
        await decision;
        return TypedResults.NoContent();
    }

    static async Task<Results<Created<BatchView>, Ok<BatchView>>> OpenAsync(BatchInput input, CollectBatch collect, CancellationToken stop)
    {
        var (batch, isNew) = await collect.OpenAsync(input, stop);
        return isNew ? TypedResults.Created($"{Root}/{batch.Id}", BatchView.Of(batch)) : TypedResults.Ok(BatchView.Of(batch));
    }

    static async Task<Accepted<BatchView>> WholeAsync(
        HttpContext http, string source, string number, DateOnly asOf, CollectWhole collect, RunBell<Batch> bell, CancellationToken stop,
        string mode = "changes", bool allOrNothing = false)
    {
        var input = new BatchInput(source, number, BatchInput.ModeOf(mode), asOf, allOrNothing, FormOf(http.Request));
        var (batch, _) = await collect.RunAsync(input, http.Request.Body, stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}/{batch.Id}", BatchView.Of(batch));
    }

    /// <exception cref="BadHttpRequestException">415</exception>
    static BatchForm FormOf(HttpRequest request) => ContentTypes.Of(request) switch
    {
        "text/csv" => BatchForm.Csv,
        "application/x-ndjson" => BatchForm.Ndjson,
        _ => throw ContentTypes.Unknown(),
    };

    static async Task<Ok<Page<BatchView>>> ListAsync(FindBatches find, CancellationToken stop, string? source = null, string? after = null, int? limit = null)
    {
        var page = await find.PageAsync(source, after, limit, stop);
        return TypedResults.Ok(new Page<BatchView>([.. page.Items.Select(BatchView.Of)], page.Next));
    }

    static async Task<Ok<PartReceipt>> PartAsync(string id, int number, Stream body, FindBatches find, CollectBatch collect, CancellationToken stop)
    {
        var batch = await find.OneAsync(id, stop);
        using var content = new MemoryStream();
        await body.CopyToAsync(content, stop);
        return TypedResults.Ok(await collect.TakePartAsync(batch, number, content.ToArray(), stop));
    }

    static async Task<Accepted<BatchView>> CompleteAsync(
        HttpContext http, string id, CompleteInput input, FindBatches find, CollectBatch collect, RunBell<Batch> bell, CancellationToken stop)
    {
        await find.OneAsync(id, stop);
        await collect.CompleteAsync(id, input.Parts, stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}/{id}", BatchView.Of(await find.OneAsync(id, stop)));
    }

    static async Task<Ok<BatchView>> CancelAsync(string id, CancelBatch cancel, CancellationToken stop) => TypedResults.Ok(BatchView.Of(await cancel.RunAsync(id, stop)));

    static async Task<Accepted<BatchView>> EndMissingAsync(
        HttpContext http, string id, DecideMissing decide, FindBatches find, RunBell<Batch> bell, CancellationToken stop)
    {
        await decide.EndAsync(id, stop);
        bell.RingAfter(http);
        return TypedResults.Accepted($"{Root}/{id}", BatchView.Of(await find.OneAsync(id, stop)));
    }

    static async Task<IResult> ReportAsync(
        HttpRequest request, string id, ReadReport report, CancellationToken stop, bool doubtful = false, int? after = null, int? limit = null)
    {
        if (CsvAnswer.IsWanted(request)) return CsvAnswer.Of(ReportLine.Header, await report.ExportAsync(id, doubtful, stop), Csv);
        if (NdjsonAnswer.IsWanted(request)) return new NdjsonAnswer<ReportLine>(await report.ExportAsync(id, doubtful, stop));
        return TypedResults.Ok(await report.PageAsync(id, doubtful, after, limit, stop));
    }

    static string Csv(ReportLine it) => CsvCell.Line($"{it.Line}", it.Id, it.Outcome, it.Field, it.Rule, it.Value, it.Message);
}
