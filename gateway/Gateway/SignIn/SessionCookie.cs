namespace Gateway;

/// <summary>
/// The token of somebody who signed in with a browser, in a cookie that no script reads and no other site sends. It
/// counts as a token only where another page cannot have made the request.
/// </summary>
static class SessionCookie
{
    public const string Name = "pairing-session";

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options(http, IssueToken.Lifetime));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    /// <returns>the token, null where there is none or the request may be another page's</returns>
    public static string? Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(Name, out var token) || token.Length == 0) return null;
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return safe || IsFromHere(request) ? token : null;
    }

    // Pages on other ports of one host are the same site, so SameSite alone does not keep them out.
    static bool IsFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site == "same-origin"
            : request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";

    static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
