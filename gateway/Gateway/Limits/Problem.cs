using Defaults;

namespace Gateway;

/// <summary>What the front door itself says no with, in the shape that the services' errors have.</summary>
static class Problem
{
    /// <summary>
    /// Problem details, or to a gRPC caller a status and the rule's name in the trailer <c>rule</c>. Written whatever was
    /// cancelled: a time-out cancels the request that it is the answer to.
    /// </summary>
    public static async Task WriteAsync(HttpContext http, int status, string rule, GrpcCode code)
    {
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsJsonAsync(Problems.Make(status, rule), options: null, contentType: "application/problem+json", CancellationToken.None);
            return;
        }
        http.Response.StatusCode = 200;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["grpc-message"] = Texts.English(rule);
        http.Response.Headers["rule"] = rule;
        await http.Response.StartAsync(CancellationToken.None);
    }
}

/// <summary>The gRPC statuses that the front door answers with by itself.</summary>
enum GrpcCode
{
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Unavailable = 14,
}
