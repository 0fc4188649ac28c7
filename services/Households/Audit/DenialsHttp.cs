using Contracts;
using Defaults;

namespace Households;

/// <summary>
/// Has denials recorded before they are answered: 401 and 403 of every endpoint, HTTP and gRPC, and the 404 of a household that
/// is there and out of the caller's area, where the route names it (<c>/register/{id}…</c>). That one is seen by the auditors of
/// the household's area, the others by those of the caller's. Not recorded: other 404s (a push or a parked row of another area
/// names no household), a <c>NotFound</c> of gRPC, whose status is no HTTP status, and paths that no endpoint has.
/// </summary>
static class DenialsHttp
{
    const string household = "household-is-known";

    public static void UseDenials(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (MissingException missing) when (missing.What == household && http.Request.RouteValues["id"] is string)
        {
            await RecordMissedAsync(http, (string)http.Request.RouteValues["id"]!);
            throw;
        }
        if (http.Response.StatusCode is not (401 or 403) || http.GetEndpoint() is not RouteEndpoint) return;
        var denial = DenialOf(http, http.Response.StatusCode == 401 ? "caller-is-signed-in" : "role-may-do-this");
        await http.RequestServices.GetRequiredService<RecordDenials>().RunAsync(denial, null, denial.Area, http.RequestAborted);
    });

    static async Task RecordMissedAsync(HttpContext http, string id)
    {
        if (await http.RequestServices.GetRequiredService<FindHidden>().AreaAsync(id, http.RequestAborted) is not { } area) return;
        var denial = DenialOf(http, household) with { Area = AreaCode.Prefix(area, AreaLevel.District) };
        await http.RequestServices.GetRequiredService<RecordDenials>().RunAsync(denial, id, area, http.RequestAborted);
    }

    static Denial DenialOf(HttpContext http, string rule)
    {
        var user = http.User;
        var roles = string.Join(' ', user.FindAll(Claim.Role).Select(claim => claim.Value));
        var route = $"{http.Request.Method} {((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText}";
        return new Denial(user.FindFirst("sub")?.Value ?? "", roles, user.FindFirst(Claim.Area)?.Value ?? "", route, rule);
    }
}
