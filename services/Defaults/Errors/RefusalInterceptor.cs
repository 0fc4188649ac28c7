using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Defaults;

/// <summary>The one place where a gRPC status is made from a refusal; the rule's name travels in the trailer <c>rule</c>.</summary>
sealed class RefusalInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Translate(() => continuation(request, context), context);

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        await Translate(async () => { await continuation(request, responses, context); return true; }, context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Translate(() => continuation(requests, context), context);

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        await Translate(async () => { await continuation(requests, responses, context); return true; }, context);

    static async Task<T> Translate<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when ((error is InvalidOperationException or IOException) && IsOver(context))
        {
            // What was written while the deadline ended the call, or the caller left, reached nobody: that is no error here.
            throw new OperationCanceledException("the call is over", error, context.CancellationToken);
        }
        catch (Exception error) when (error is not (RpcException or OperationCanceledException))
        {
            var problem = Problems.Of(error);
            var rule = (string)problem.Extensions["rule"]!;
            if (problem.Status == 500) throw;
            throw new RpcException(new Status(CodeOf(problem.Status!.Value), Detail(rule, error)), new Metadata { { "rule", rule } });
        }
    }

    static bool IsOver(ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested || context.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime;

    static StatusCode CodeOf(int status) => status switch
    {
        409 => StatusCode.FailedPrecondition,
        404 => StatusCode.NotFound,
        412 => StatusCode.Aborted,
        503 => StatusCode.Unavailable,
        _ => StatusCode.InvalidArgument,
    };

    static string Detail(string rule, Exception error) =>
        error is InvalidException invalid ? string.Join("; ", invalid.Faults.List.Take(20)) : Texts.English(rule);
}
