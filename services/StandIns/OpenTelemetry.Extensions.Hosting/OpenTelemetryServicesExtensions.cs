using Microsoft.Extensions.Hosting;
using OpenTelemetry;

// The namespace of the public package, so that callers need no using of their own.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds OpenTelemetry to a host.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>
    /// Adds OpenTelemetry, which starts with the host and is flushed and disposed with its services.
    /// May be called several times: there is one provider of each kind, and every call configures it further.
    /// </summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        // First of all hosted services, so that whatever the others do at their start is seen already.
        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        return new OpenTelemetryBuilder(services);
    }
}
