using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Defaults;

/// <summary>
/// Binds the methods of a gRPC service as the framework does, but that bytes which are no message of the type asked for
/// are the caller's fault: the framework reads a request before any interceptor runs, and calls what it cannot read an
/// error inside.
/// </summary>
sealed class ReadableRequests<TService> : IServiceMethodProvider<TService> where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is not { } binding) continue;
            binding.BindType.GetMethod(binding.BindMethodName, [typeof(ServiceBinderBase), type])!.Invoke(null, [new Binder(context), null]);
        }
    }

    sealed class Binder(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, Grpc.Core.UnaryServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find(method.Name);
            context.AddUnaryMethod(Readable(method), metadata, call.CreateDelegate<Grpc.AspNetCore.Server.Model.UnaryServerMethod<TService, TRequest, TResponse>>());
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, Grpc.Core.ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find(method.Name);
            context.AddServerStreamingMethod(Readable(method), metadata, call.CreateDelegate<Grpc.AspNetCore.Server.Model.ServerStreamingServerMethod<TService, TRequest, TResponse>>());
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, Grpc.Core.ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find(method.Name);
            context.AddClientStreamingMethod(Readable(method), metadata, call.CreateDelegate<Grpc.AspNetCore.Server.Model.ClientStreamingServerMethod<TService, TRequest, TResponse>>());
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, Grpc.Core.DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find(method.Name);
            context.AddDuplexStreamingMethod(Readable(method), metadata, call.CreateDelegate<Grpc.AspNetCore.Server.Model.DuplexStreamingServerMethod<TService, TRequest, TResponse>>());
        }

        static (MethodInfo Call, List<object> Metadata) Find(string name)
        {
            var call = typeof(TService).GetMethod(name)!;
            return (call, [.. typeof(TService).GetCustomAttributes(inherit: true), .. call.GetCustomAttributes(inherit: true), new HttpMethodMetadata(["POST"])]);
        }
    }

    static Method<TRequest, TResponse> Readable<TRequest, TResponse>(Method<TRequest, TResponse> it) =>
        new(it.Type, it.ServiceName, it.Name, Readable(it.RequestMarshaller), it.ResponseMarshaller);

    static Marshaller<T> Readable<T>(Marshaller<T> it) => new(it.ContextualSerializer, context =>
    {
        try
        {
            return it.ContextualDeserializer(context);
        }
        catch (Exception error)
        {
            const string rule = "request-is-readable";
            throw new RpcException(new Status(StatusCode.InvalidArgument, Texts.English(rule), error), new Metadata { { "rule", rule } });
        }
    });
}
