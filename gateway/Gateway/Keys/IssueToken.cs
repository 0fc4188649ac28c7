using Defaults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway;

/// <summary>Issues the tokens (令牌) that every service trusts: ES256, an hour long, saying who, in which roles and where.</summary>
sealed class IssueToken(KeyRing ring, TimeProvider time, IConfiguration configuration)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>Compared with <see cref="Account.Epoch"/> by the gateway; the services do not read it.</summary>
    public const string Epoch = "epoch";

    static readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issuer { get; } = configuration["Access:Issuer"] ?? "pairing";

    public string Run(string subject, Grant grant, int epoch)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = subject,
            [Claim.Role] = grant.Roles.ToArray(),
            [Claim.Area] = grant.Area,
            [Epoch] = epoch,
        };
        if (grant.Organization is not null) claims[Claim.Organization] = grant.Organization;
        if (grant.Member is not null) claims[Claim.Member] = grant.Member;
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = "pairing",
            Claims = claims,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(ring.Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
