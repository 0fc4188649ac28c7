using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>
/// The way to the neighbours, at <c>Neighbours:&lt;service&gt;</c>; one channel a service, kept. Several addresses, with
/// semicolons between them, are replicas: calls go to those that answer, in turn. A neighbour is only read from, so what
/// it did not take (UNAVAILABLE) is asked again, later and later, until the deadline that every call has; a stream that
/// has given something is not begun again.
/// </summary>
public sealed class Neighbours(IConfiguration configuration) : IDisposable
{
    const int most = 16 << 20;

    readonly ConcurrentDictionary<string, GrpcChannel> channels = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">when its address is not configured</exception>
    public CallInvoker To(string service) => channels.GetOrAdd(service, Open).Intercept(DeadlineGiven.Instance);

    GrpcChannel Open(string service)
    {
        var addresses = configuration[$"Neighbours:{service}"] ?? throw new InvalidOperationException($"Neighbours:{service} is not configured");
        var options = new GrpcChannelOptions { MaxReceiveMessageSize = most, ServiceConfig = new ServiceConfig { MethodConfigs = { Retried() } } };
        return addresses.Contains(';') ? ToReplicas(addresses.Split(';'), options) : GrpcChannel.ForAddress(addresses, options);
    }

    /// <summary>Five times in all, some three seconds apart from first to last: as long as a process takes to start again.</summary>
    static MethodConfig Retried() => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 5,
            InitialBackoff = TimeSpan.FromSeconds(0.4),
            MaxBackoff = TimeSpan.FromSeconds(4),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };

    static GrpcChannel ToReplicas(string[] addresses, GrpcChannelOptions options)
    {
        var replicas = addresses.Select(address => new Uri(address)).Select(address => new BalancerAddress(address.Host, address.Port)).ToArray();
        options.Credentials = ChannelCredentials.Insecure;
        options.ServiceConfig!.LoadBalancingConfigs.Add(new RoundRobinConfig());
        options.ServiceProvider = new ServiceCollection().AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => replicas)).BuildServiceProvider();
        return GrpcChannel.ForAddress("static:///replicas", options);
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values) channel.Dispose();
    }

    /// <summary>A call that could wait for ever is a mistake of whoever wrote it, and is not made.</summary>
    sealed class DeadlineGiven : Interceptor
    {
        public static readonly DeadlineGiven Instance = new();

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Checked(context));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Checked(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Checked(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Checked(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Checked(context));

        static ClientInterceptorContext<TRequest, TResponse> Checked<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class where TResponse : class =>
            context.Options.Deadline is null ? throw new InvalidOperationException($"{context.Method.FullName} is called without a deadline") : context;
    }
}
