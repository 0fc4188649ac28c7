namespace Grpc.Core;

/// <summary>Messages that arrive one by one.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message last moved to.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end. One call at a time.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages sent one by one.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options for the messages that follow.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message; waits while the other side cannot take it. One call at a time.</summary>
    Task WriteAsync(T message);

    /// <summary>Sends a message, or gives the whole call up.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("This writer cannot be cancelled.")
            : WriteAsync(message);
}

/// <summary>The messages that a server sends.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

/// <summary>The messages that a client sends.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that no more messages follow.</summary>
    Task CompleteAsync();
}

/// <summary>Reading without a token.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Waits for the next message; false at the end.</summary>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}

/// <summary>How messages are written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for the next one.</summary>
    BufferHint = 1,

    /// <summary>Do not compress the message.</summary>
    NoCompress = 2,
}

/// <summary>Options for writing messages.</summary>
public class WriteOptions
{
    /// <summary>No flags.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Options with flags.</summary>
    public WriteOptions(WriteFlags flags = default) => Flags = flags;

    /// <summary>The flags.</summary>
    public WriteFlags Flags { get; }
}
