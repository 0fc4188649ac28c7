using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Defaults;

/// <summary>Traces, metrics and logs leave by OTLP when <c>Telemetry:Endpoint</c> is configured; otherwise nothing leaves.</summary>
static class Telemetry
{
    public static readonly ActivitySource Source = new("Pairing");

    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        if (builder.Configuration["Telemetry:Endpoint"] is not { Length: > 0 } endpoint) return;
        void Export(OtlpExporterOptions options)
        {
            options.Endpoint = new Uri(endpoint);
            options.Protocol = OtlpExportProtocol.Grpc;
        }
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "pairing"))
            .WithTracing(traces => traces
                .AddSource(Source.Name, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Yarp.ReverseProxy")
                .AddOtlpExporter(Export))
            .WithMetrics(metrics => metrics
                .AddMeter(Source.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql")
                .AddOtlpExporter(Export));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(service, "pairing"));
            logs.AddOtlpExporter(Export);
        });
    }
}
