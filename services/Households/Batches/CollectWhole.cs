using Defaults;

namespace Households;

/// <summary>
/// Takes a whole push as one body, whatever its length: cut into parts as it comes, each kept before the next is read. Sent
/// again after it broke off, what is there already is known by its hash.
/// </summary>
sealed class CollectWhole(CollectBatch collect, FindBatches find)
{
    /// <summary>Each is held in memory several times over while it is sealed and kept.</summary>
    const int Part = 4 << 20;

    public async Task<(Batch Batch, bool IsNew)> RunAsync(BatchInput input, Stream body, CancellationToken stop)
    {
        var (batch, isNew) = await collect.OpenAsync(input, stop);
        var parts = 0;
        for (var buffer = new byte[Part]; await body.ReadAtLeastAsync(buffer, Part, throwOnEndOfStream: false, stop) is > 0 and var count;)
            await collect.TakePartAsync(batch, ++parts, count == Part ? buffer : buffer[..count], stop);
        if (parts == 0) throw new InvalidException("body", "is-given");
        await collect.CompleteAsync(batch.Id, parts, stop);
        return (await find.OneAsync(batch.Id, stop), isNew);
    }
}
