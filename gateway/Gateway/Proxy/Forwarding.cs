using System.Net.Http.Headers;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace Gateway;

/// <summary>
/// What goes on to a service and what comes back. Who calls is told by one header only, the token that the gateway has
/// checked itself; a service that is away or too slow is a 503 with the time to try again.
/// </summary>
static partial class Forwarding
{
    // What a caller might say about where it comes from or what it really means; services must hear it from the gateway or not at all.
    static readonly string[] dropped =
    [
        "Authorization", "Cookie", "Forwarded", "X-Real-IP", "X-Client-IP", "X-Original-URL", "X-Rewrite-URL", "X-Original-Host",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "Proxy-Authorization",
    ];

    public static void AddForwarding(this IServiceCollection services)
    {
        services.AddSingleton<Backends>();
        services.AddSingleton<IProxyConfigProvider, BackendsProvider>();
        services.AddSingleton<IPassiveHealthCheckPolicy, ReplicaAway>();
        services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = TimeSpan.FromSeconds(3))
            .AddTransforms(context =>
            {
                context.AddXForwarded(ForwardedTransformActions.Set);
                context.AddRequestTransform(async transform =>
                {
                    foreach (var header in dropped) transform.ProxyRequest.Headers.Remove(header);
                    if (await Callers.TokenOfAsync(transform.HttpContext) is { } token)
                        transform.ProxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                });
            });
        LeaveOutDataProtection(services);
    }

    // YARP brings data protection for the cookies of session affinity. Nothing here uses it, so no key of it is made.
    static void LeaveOutDataProtection(IServiceCollection services)
    {
        foreach (var service in services.Where(it => it.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
            services.Remove(service);
    }

    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.Use(AnswerAsync);
        proxy.Use(TryAnotherAsync);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });

    static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        // Said at once, before a service is bothered; a body without a length is counted while it passes.
        if (http.Request.ContentLength > http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize)
        {
            await Problem.WriteAsync(http, 413, "body-within-limit", GrpcCode.ResourceExhausted);
            return;
        }
        await next(http);
        if (http.GetForwarderErrorFeature() is not { } failed || http.Response.HasStarted) return;
        NotForwarded(http.RequestServices.GetRequiredService<ILogger<Backends>>(), http.GetReverseProxyFeature().Route.Config.RouteId, failed.Error);
        await AnswerFailureAsync(http, failed);
    }

    /// <summary>What one replica did not take, another may: nothing of the request has reached the one that could not be reached.</summary>
    static async Task TryAnotherAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var proxy = http.GetReverseProxyFeature();
        while (http.GetForwarderErrorFeature() is { Error: ForwarderError.Request } failed && !http.Response.HasStarted && MayBeRepeated(http, failed)
            && proxy.AllDestinations.Where(it => it != proxy.ProxiedDestination && it.Health.Passive != DestinationHealth.Unhealthy).ToArray() is { Length: > 0 } others)
        {
            http.Features.Set<IForwarderErrorFeature>(null);
            http.Response.StatusCode = StatusCodes.Status200OK;
            proxy.AvailableDestinations = others;
            await next(http);
        }
    }

    static bool MayBeRepeated(HttpContext http, IForwarderErrorFeature failed) =>
        failed.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

    static Task AnswerFailureAsync(HttpContext http, IForwarderErrorFeature failed)
    {
        switch (failed.Error)
        {
            case ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled when IsTooLarge(failed.Exception):
                return Problem.WriteAsync(http, 413, "body-within-limit", GrpcCode.ResourceExhausted);
            case ForwarderError.RequestBodyClient:
                return Problem.WriteAsync(http, 400, "request-is-readable", GrpcCode.InvalidArgument);
            case ForwarderError.RequestTimedOut or ForwarderError.RequestBodyCanceled or ForwarderError.RequestCanceled or ForwarderError.UpgradeActivityTimeout:
                http.Response.Headers.RetryAfter = "5";
                return Problem.WriteAsync(http, 503, "service-answers-in-time", GrpcCode.DeadlineExceeded);
            default:
                http.Response.Headers.RetryAfter = "5";
                return Problem.WriteAsync(http, 503, "service-is-reachable", GrpcCode.Unavailable);
        }
    }

    // A body without a length is found too large while it passes, and the reason comes wrapped.
    static bool IsTooLarge(Exception? error) => error switch
    {
        BadHttpRequestException { StatusCode: 413 } => true,
        AggregateException several => several.InnerExceptions.Any(IsTooLarge),
        _ => error?.InnerException is { } inner && IsTooLarge(inner),
    };

    [LoggerMessage(LogLevel.Warning, "A request by the route {Route} failed: {Error}")]
    static partial void NotForwarded(ILogger log, string route, ForwarderError error);
}
