using System.Globalization;
using Defaults;

namespace Gateway;

static class SignInHttp
{
    public static void MapSignInHttp(this WebApplication app)
    {
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Hashing)
            .WithMetadata(BodyLimits.Small).WithTags("sign-in")
            .Produces<SignedIn>().ProducesProblem(401).ProducesProblem(429)
            .WithSummary("Signs a person in: a token for an hour, and a cookie for the browser");

        app.MapPost("/sign-out", (HttpContext http) =>
            {
                SessionCookie.Clear(http);
                return TypedResults.NoContent();
            })
            .AllowAnonymous().WithTags("sign-in").WithSummary("Takes the browser's cookie away");
    }

    static async Task<IResult> SignInAsync(
        Credentials body, HttpContext http, SignIn verb, Attempts attempts, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        var address = Callers.AddressOf(http);
        if (attempts.Wait(body.User, address) is { } wait) return TooMany(http, wait);
        if (await verb.RunAsync(body.User, body.Password, stop) is { } signedIn)
        {
            SessionCookie.Set(http, signedIn.Token);
            return TypedResults.Ok(signedIn);
        }
        attempts.Failed(body.User, address);
        return TypedResults.Problem(Problems.Make(401, "sign-in-is-right"));
    }

    public static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(Problems.Make(429, "failures-are-few"));
    }
}

/// <param name="User">the account's user name, which is never a personal name</param>
sealed record Credentials(string User, string Password);
