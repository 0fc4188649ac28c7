namespace Grpc.Core;

/// <summary>A call that ended with a status other than OK; thrown by clients, and by servers to choose the status.</summary>
public class RpcException : Exception
{
    /// <summary>Fails with <paramref name="status"/>.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Fails with <paramref name="status"/> under a message of its own.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Fails with <paramref name="status"/> and trailers for the caller.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Fails with <paramref name="status"/> and trailers under a message of its own.</summary>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What was sent after the status; empty if nothing.</summary>
    public Metadata Trailers { get; }
}
