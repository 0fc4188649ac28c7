using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SystemTests.Otlp;

namespace SystemTests;

/// <summary>One span as it arrived.</summary>
/// <param name="Service">the resource's <c>service.name</c></param>
/// <param name="Scope">the library that made it</param>
/// <param name="Parent">empty for the first of a trace</param>
sealed record SinkSpan(
    string Service, string Scope, string Trace, string Id, string Parent, string Name, Span.Types.Kind Kind, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Who made it of what kind, for a chain to be read at once: <c>gateway Yarp.ReverseProxy Server</c>.</summary>
    public string Step => $"{Service} {Scope} {Kind}";
}

/// <summary>A collector of OpenTelemetry (OTLP over gRPC) that keeps all it is sent, and the bytes in which it came.</summary>
sealed class OtlpSink : IAsyncDisposable
{
    readonly WebApplication app;
    readonly Received received;

    OtlpSink(WebApplication app) => (this.app, received) = (app, app.Services.GetRequiredService<Received>());

    public string Address => app.Urls.Single();

    public IReadOnlyCollection<SinkSpan> Spans => received.Spans;

    /// <summary>Service and name of each metric.</summary>
    public IReadOnlyCollection<(string Service, string Metric)> Metrics => received.Metrics;

    /// <summary>Service, trace and words of each line that was logged.</summary>
    public IReadOnlyCollection<(string Service, string Trace, string Words)> Logs => received.Logs;

    public IReadOnlyCollection<byte[]> Requests => received.Requests;

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton<Received>();
        var app = builder.Build();
        app.MapGrpcService<Traces>();
        app.MapGrpcService<Measures>();
        app.MapGrpcService<Lines>();
        await app.StartAsync();
        return new OtlpSink(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static Dictionary<string, string> TagsOf(RepeatedField<KeyValue> attributes) => attributes.ToDictionary(it => it.Key, it => it.Value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => it.Value.StringValue,
        AnyValue.ValueOneofCase.IntValue => $"{it.Value.IntValue}",
        _ => it.Value.ToString(),
    }, StringComparer.Ordinal);

    static string ServiceOf(Resource resource) => TagsOf(resource.Attributes)["service.name"];

    static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    sealed class Received
    {
        public ConcurrentQueue<SinkSpan> Spans { get; } = [];
        public ConcurrentQueue<(string Service, string Metric)> Metrics { get; } = [];
        public ConcurrentQueue<(string Service, string Trace, string Words)> Logs { get; } = [];
        public ConcurrentQueue<byte[]> Requests { get; } = [];
    }

    sealed class Traces(Received received) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            received.Requests.Enqueue(request.ToByteArray());
            foreach (var of in request.ResourceSpans)
                foreach (var scope in of.ScopeSpans)
                    foreach (var it in scope.Spans)
                        received.Spans.Enqueue(new SinkSpan(
                            ServiceOf(of.Resource), scope.Scope.Name, Hex(it.TraceId), Hex(it.SpanId), Hex(it.ParentSpanId), it.Name, it.Kind, TagsOf(it.Attributes)));
            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    sealed class Measures(Received received) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            received.Requests.Enqueue(request.ToByteArray());
            foreach (var of in request.ResourceMetrics)
                foreach (var metric in of.ScopeMetrics.SelectMany(scope => scope.Metrics))
                {
                    received.Metrics.Enqueue((ServiceOf(of.Resource), metric.Name));
                    foreach (var point in metric.Gauge?.DataPoints ?? [])
                        if (TagsOf(point.Attributes).TryGetValue("pairing.service", out var service)) received.Metrics.Enqueue((service, metric.Name));
                }
            return Task.FromResult(new ExportMetricsServiceResponse());
        }
    }

    sealed class Lines(Received received) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            received.Requests.Enqueue(request.ToByteArray());
            foreach (var of in request.ResourceLogs)
                foreach (var line in of.ScopeLogs.SelectMany(scope => scope.LogRecords))
                    received.Logs.Enqueue((ServiceOf(of.Resource), Hex(line.TraceId), line.Body?.StringValue ?? ""));
            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }
}
