using System.Globalization;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;

namespace Households;

sealed class PushesGrpc(CollectWhole collect, FindBatches find, RunBell<Batch> bell) : HouseholdPushes.HouseholdPushesBase
{
    public override async Task<PushReply> Push(IAsyncStreamReader<PushMessage> requestStream, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        await using var messages = requestStream.ReadAllAsync(stop).GetAsyncEnumerator(stop);
        if (!await messages.MoveNextAsync() || messages.Current.Start is not { } start) throw new InvalidException("start", "is-given");
        if (!DateOnly.TryParseExact(start.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf)) throw new InvalidException("asOf", "date-form");
        var input = new BatchInput(start.Source, start.Number, BatchInput.ModeOf(start.Mode), asOf, start.AllOrNothing, BatchForm.Ndjson);
        await using var lines = new PushedLines(messages);
        var (batch, _) = await collect.RunAsync(input, lines, stop);
        bell.RingAfter(context.GetHttpContext());
        return Reply(batch);
    }

    public override async Task<PushReply> Find(FindPush request, ServerCallContext context) => Reply(await find.OneAsync(request.Id, context.CancellationToken));

    static PushReply Reply(Batch batch) => new()
    {
        Id = batch.Id,
        State = Wire.NameOf(batch.State),
        Progress = batch.Progress,
        Fault = batch.Fault ?? "",
        Rows = batch.Rows,
        Added = batch.Added,
        Changed = batch.Changed,
        Unchanged = batch.Unchanged,
        Rejected = batch.Rejected,
        Parked = batch.Parked,
    };
}
