namespace Defaults.Tests;

/// <summary>A list that goes on for ever: a header, a row, then blanks.</summary>
sealed class EndlessList(byte[] header, byte[] row, byte blank) : Stream
{
    readonly byte[] beginning = [.. header, .. row];

    public long Given { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Fill(blank);
        if (Given < beginning.Length) beginning.AsSpan((int)Given, Math.Min(beginning.Length - (int)Given, buffer.Length)).CopyTo(buffer.Span);
        Given += buffer.Length;
        return new(buffer.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
