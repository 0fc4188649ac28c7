namespace Gateway;

/// <summary>What a browser is told with each answer: guess no types, show it in no frame, say nothing to other sites, run only our own.</summary>
static class SecurityHeaders
{
    const string nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Swagger UI's own files; it sets styles on elements and draws its icons from data addresses.
    const string apiPage =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Set(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        var path = http.Request.Path;
        headers.Remove("Server");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = path == "/" ? $"{nothing}; style-src '{LandingPage.StyleHash}'" : IsApiPage(path) ? apiPage : nothing;
        if (path.StartsWithSegments("/api/v1") && headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }

    static bool IsApiPage(PathString path) => path.StartsWithSegments("/api") && !path.StartsWithSegments("/api/v1");
}
