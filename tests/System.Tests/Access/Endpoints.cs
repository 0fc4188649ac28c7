using System.Text.RegularExpressions;
using Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SystemTests;

/// <summary>Every endpoint that the running platform has, HTTP and gRPC, as its applications tell them.</summary>
static partial class Endpoints
{
    public static IEnumerable<string> Of(Platform platform) =>
        platform.Applications.SelectMany(app => Of(app, Name(app))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static WebApplication Application(Platform platform, string service) => platform.Applications.Single(app => Name(app) == service);

    static string Name(WebApplication app) => app.Environment.ApplicationName;

    static IEnumerable<string> Of(WebApplication app, string service)
    {
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.Any(it => it.GetType().Namespace!.StartsWith("Yarp", StringComparison.Ordinal))) continue; // forwarded: the services' own rows
            var path = Constraint().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "{${name}}");
            if (path.Contains("nimplemented", StringComparison.Ordinal)) continue; // what gRPC answers for methods that do not exist
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["GET"];
            foreach (var method in methods) yield return $"{service} {method} {path}";
        }
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constraint();
}
