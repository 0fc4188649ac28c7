using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>The parts of a push as one stream, one part in memory.</summary>
sealed class PartsStream(HouseholdsStore db, Batch batch) : ReadOnlyStream
{
    ReadOnlyMemory<byte> rest;
    int part;
    long given;

    public int Percent => (int)(100 * given / Math.Max(1, batch.Bytes));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty)
        {
            if (part == batch.Parts) return 0;
            part++;
            var content = await db.BatchParts.AsNoTracking().Where(it => it.Batch == batch.Id && it.Number == part).Select(it => it.Content).SingleAsync(cancellationToken);
            rest = db.Sealing.OpenBytes(content);
        }
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        given += count;
        return count;
    }
}
