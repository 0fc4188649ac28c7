namespace Local;

/// <summary>Tells how much of a file has been read.</summary>
sealed class CountedStream(Stream inner, Action<double> share) : Defaults.ReadOnlyStream
{
    readonly long length = Math.Max(1, inner.Length);
    long read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        share((double)(read += count) / length);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
