using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway;

/// <summary>The token endpoint of OAuth 2 (RFC 6749, sections 2.3.1, 4.4 and 5).</summary>
static class TokenHttp
{
    public static void MapTokenHttp(this WebApplication app) =>
        app.MapPost("/connect/token", TokenAsync).AllowAnonymous().WithMetadata(BodyLimits.Small).WithTags("sign-in")
            .Accepts<TokenRequest>("application/x-www-form-urlencoded")
            .Produces<IssuedToken>().Produces<TokenError>(400).Produces<TokenError>(401).ProducesProblem(429)
            .WithSummary("A token for a department's system: client credentials by HTTP Basic or in the form");

    static async Task<IResult> TokenAsync(HttpContext http, IssueClientToken verb, Attempts attempts, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        using var body = new StreamReader(http.Request.Body);
        var request = TokenRequest.Of(QueryHelpers.ParseQuery(await body.ReadToEndAsync(stop)), http.Request.Headers.Authorization.ToString());
        if (request is null) return Error(400, "invalid_request", "a parameter is missing or given more than once");
        if (request.GrantType != "client_credentials") return Error(400, "unsupported_grant_type", "only client_credentials is");
        var address = Callers.AddressOf(http);
        if (attempts.Wait(request.ClientId, address) is { } wait) return SignInHttp.TooMany(http, wait);
        if (await verb.RunAsync(request.ClientId, request.ClientSecret, stop) is { } token)
            return TypedResults.Ok(new IssuedToken(token, "Bearer", (int)IssueToken.Lifetime.TotalSeconds));
        attempts.Failed(request.ClientId, address);
        if (request.Basic) http.Response.Headers.WWWAuthenticate = "Basic realm=\"pairing\", charset=\"UTF-8\"";
        return Error(401, "invalid_client", "the client is not known or its secret is wrong");
    }

    static IResult Error(int status, string error, string description) =>
        TypedResults.Json(new TokenError(error, description), statusCode: status);
}

sealed record IssuedToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);
