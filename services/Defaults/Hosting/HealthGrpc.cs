using Contracts.Health.V1;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using ServingStatus = Contracts.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Defaults;

/// <summary>The health protocol of gRPC, for balancers, orchestrators and clients that know it: what <c>/readyz</c> says, asked or followed.</summary>
sealed class HealthGrpc(IHealthSource source, IHostApplicationLifetime life) : Contracts.Health.V1.Health.HealthBase
{
    const int most = 500;

    // Whoever watches may stay for ever, and need not say who it is: so there are only so many at once.
    static readonly SemaphoreSlim places = new(most);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        await source.AskAsync(request.Service, context.CancellationToken) is { } serves
            ? Reply(StatusOf(serves))
            : throw new MissingException("grpc-service-is-known");

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responses, ServerCallContext context)
    {
        if (!await places.WaitAsync(0)) throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many watch already"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, life.ApplicationStopping);
        ServingStatus? told = null;
        try
        {
            await foreach (var serves in source.FollowAsync(request.Service, end.Token))
            {
                if (StatusOf(serves) == told) continue;
                told = StatusOf(serves);
                await responses.WriteAsync(Reply(told.Value), context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            // The process does not wait for who would stay for ever: they are told, and ask again elsewhere.
            if (told != ServingStatus.ServiceUnknown) await responses.WriteAsync(Reply(ServingStatus.NotServing), context.CancellationToken);
            throw new RpcException(new Status(StatusCode.Unavailable, "the process ends"));
        }
        finally
        {
            places.Release();
        }
    }

    static ServingStatus StatusOf(bool? serves) => serves switch
    {
        true => ServingStatus.Serving,
        false => ServingStatus.NotServing,
        null => ServingStatus.ServiceUnknown,
    };

    static HealthCheckResponse Reply(ServingStatus status) => new() { Status = status };
}
