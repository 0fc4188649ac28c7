namespace Grpc.Core;

/// <summary>One request and many responses in flight. Disposing gives it up if it has not ended.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    readonly CallState _state;

    /// <summary>A call from ready parts, as interceptors and tests make one.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseStream = responseStream;
        _state = CallState.Of(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>A call from functions over a state, as transports make one.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseStream = responseStream;
        _state = new(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>The responses.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>The headers, once they have come.</summary>
    public Task<Metadata> ResponseHeadersAsync => _state.Headers;

    /// <summary>How the call ended; throws before it has.</summary>
    public Status GetStatus() => _state.Status;

    /// <summary>What came after the responses; throws before the call has ended.</summary>
    public Metadata GetTrailers() => _state.Trailers;

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();
}
