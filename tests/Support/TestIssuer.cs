using System.Security.Cryptography;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Support;

/// <summary>Issues the tokens that the gateway would issue, and publishes its key the same way.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    readonly WebApplication app;

    TestIssuer(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>For tokens that only a test would make.</summary>
    public SigningCredentials Signing => new(key, SecurityAlgorithms.EcdsaSha256);

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>
        {
            ["issuer"] = "pairing",
            ["jwks_uri"] = issuer.Address + "/jwks.json",
        }));
        app.MapGet("/jwks.json", () => Results.Json(new { keys = new[] { issuer.PublicKey() } }));
        app.MapPost("/connect/token", () => Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = issuer.Token(Role.Service),
            ["token_type"] = "Bearer",
            ["expires_in"] = 600,
        }));
        await app.StartAsync();
        return issuer;
    }

    /// <param name="role">one role, or several with blanks between</param>
    /// <param name="area">significant prefix of a division code, as the gateway writes it into a token</param>
    public string Token(
        string role, string area = "", string? organization = null, string? member = null, string subject = "tester", int minutes = 10,
        string audience = "pairing")
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject, [Claim.Role] = role.Split(' '), [Claim.Area] = area };
        if (organization is not null) claims[Claim.Organization] = organization;
        if (member is not null) claims[Claim.Member] = member;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "pairing",
            Audience = audience,
            Claims = claims,
            IssuedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(minutes),
            SigningCredentials = Signing,
        });
    }

    object PublicKey()
    {
        var point = key.ECDsa.ExportParameters(false).Q;
        return new
        {
            kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.KeyId,
            x = Base64UrlEncoder.Encode(point.X!), y = Base64UrlEncoder.Encode(point.Y!),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.ECDsa.Dispose();
    }
}
