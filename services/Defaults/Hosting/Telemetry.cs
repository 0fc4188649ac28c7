using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Defaults;

/// <summary>
/// Traces, metrics and logs leave by OTLP over gRPC when <c>Telemetry:Endpoint</c> is configured; otherwise nothing is
/// listened to, and nothing leaves. Of the traces that begin here, the share <c>Telemetry:Share</c> is kept (1, all of
/// them, unless set); whoever asks with a trace of their own has decided that already. How often things leave is told by
/// OpenTelemetry's own variables (<c>OTEL_BSP_SCHEDULE_DELAY</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>).
/// </summary>
static class Telemetry
{
    public static readonly ActivitySource Source = new("Pairing");

    static readonly string[] spans = [Source.Name, "Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy", "Npgsql"];

    static readonly string[] meters =
        [Source.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql"];

    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        var configuration = builder.Configuration;
        if (EndpointOf(configuration) is not { } endpoint) return;
        // The framework says by which method and of whom was asked only where it is told to.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["Telemetry:Name"] ?? service, "pairing"))
            .WithLogging(logs => logs.AddOtlpExporter(Export), logs => logs.IncludeFormattedMessage = true);
        // Spans and meters are the whole process's. Where several services share one, one of them reports these for all.
        if (configuration["Telemetry:Signals"] == "logs") return;
        telemetry
            .WithTracing(traces => traces
                .SetSampler(new ParentBasedSampler(new AskedFor(new TraceIdRatioBasedSampler(configuration.GetValue("Telemetry:Share", 1.0)))))
                .AddSource(spans)
                .AddProcessor(new RoutesOnly())
                .AddOtlpExporter(Export))
            .WithMetrics(metrics => metrics.AddMeter(meters).AddOtlpExporter(Export));

        void Export(OtlpExporterOptions options)
        {
            options.Endpoint = endpoint;
            options.Protocol = OtlpExportProtocol.Grpc;
        }
    }

    /// <summary>
    /// Names each request's span by its route and answer. Those who look after the process ask every few seconds whether it
    /// is well: nobody wants to read traces of that.
    /// </summary>
    public static void UseTraces(this WebApplication app)
    {
        if (EndpointOf(app.Configuration) is null) return;
        app.Use(async (http, next) =>
        {
            var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
            if (span is not null && Health.IsAskedBy(http)) span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(http);
            if (span is { Recorded: true }) Describe(span, http);
        });
    }

    static void Describe(Activity span, HttpContext http)
    {
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint; // an error's answer has lost its own
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{http.Request.Method} {route}";
            span.SetTag("http.route", route);
        }
        var status = http.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (status >= 500) span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
    }

    static Uri? EndpointOf(IConfiguration configuration) => configuration["Telemetry:Endpoint"] is { Length: > 0 } endpoint ? new Uri(endpoint) : null;

    /// <summary>What was asked for is told by its route; a path or a browser's name may hold whatever somebody has typed.</summary>
    sealed class RoutesOnly : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var tag in (string[])["url.path", "url.query", "url.full", "user_agent.original"]) data.SetTag(tag, null);
        }
    }

    /// <summary>A trace begins where somebody asks for something. What a process asks others all the time, its store for work or a service for its health, begins none.</summary>
    sealed class AskedFor(Sampler share) : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.Kind == ActivityKind.Client ? new SamplingResult(SamplingDecision.Drop) : share.ShouldSample(samplingParameters);
    }
}
