namespace Gateway;

/// <summary>
/// What leads nowhere is said before anybody is asked who they are: deny by default would answer it with 401, and a
/// caller with a token with 403, and neither tells what is wrong.
/// </summary>
static class UnknownPaths
{
    public static void UseUnknownPaths(this IApplicationBuilder app) => app.Use((http, next) => http.GetEndpoint() switch
    {
        RouteEndpoint => next(http),
        null => Problem.WriteAsync(http, 404, "path-is-known", GrpcCode.Unimplemented),
        var refusal => RefuseAsync(http, refusal),
    });

    // Routing found the path, but for another method (405, with Allow) or content type (415).
    static async Task RefuseAsync(HttpContext http, Endpoint refusal)
    {
        await refusal.RequestDelegate!(http);
        var status = http.Response.StatusCode;
        await Problem.WriteAsync(http, status, status == 405 ? "method-is-known" : "content-type-is-known", GrpcCode.Unimplemented);
    }
}
