using System.Text.Json.Serialization;
using Defaults;
using Microsoft.IdentityModel.Tokens;

namespace Gateway;

static class KeysHttp
{
    public static void MapKeysHttp(this WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpContext http, IssueToken tokens, IConfiguration configuration) =>
            {
                var configured = configuration["Access:PublicAddress"]?.TrimEnd('/');
                var here = configured ?? $"{http.Request.Scheme}://{http.Request.Host}";
                // What one caller's Host header says is told to no other caller.
                http.Response.Headers.CacheControl = configured is null ? "no-store" : "public, max-age=300";
                return TypedResults.Ok(new IssuerMetadata(
                    tokens.Issuer, $"{here}/.well-known/jwks.json", $"{here}/connect/token",
                    ["client_credentials"], ["client_secret_basic", "client_secret_post"], ["token"], ["public"], ["ES256"]));
            })
            .AllowAnonymous().WithTags("keys").WithSummary("Where the keys and the token endpoint are (OpenID Connect Discovery)");

        app.MapGet("/.well-known/jwks.json", (HttpContext http, KeyRing ring) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=300";
                return TypedResults.Ok(new KeySet([.. ring.Published.Select(PublishedKey.Of)]));
            })
            .AllowAnonymous().WithTags("keys").WithSummary("The public keys that tokens are signed with (RFC 7517)");

        app.MapPost("/api/v1/accounts/keys", async (RotateKey verb, CancellationToken stop) =>
                TypedResults.Created("/.well-known/jwks.json", await verb.RunAsync(stop)))
            .Once<GatewayStore>().For(Role.Administrator).WithTags("keys")
            .WithSummary("Makes the next signing key: published at once, signing some minutes later; older tokens stay good");
    }
}

sealed record IssuerMetadata(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("grant_types_supported")] string[] GrantTypes,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] string[] AuthMethods,
    [property: JsonPropertyName("response_types_supported")] string[] ResponseTypes,
    [property: JsonPropertyName("subject_types_supported")] string[] SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] string[] Algorithms);

sealed record KeySet(IReadOnlyList<PublishedKey> Keys);

/// <summary>The public half of a key, as RFC 7518 writes one on P-256.</summary>
sealed record PublishedKey(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y)
{
    public static PublishedKey Of(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new PublishedKey(
            "EC", "P-256", "sig", SecurityAlgorithms.EcdsaSha256, key.KeyId, Base64UrlEncoder.Encode(point.X!), Base64UrlEncoder.Encode(point.Y!));
    }
}
