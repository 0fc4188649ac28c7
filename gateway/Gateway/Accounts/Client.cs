using Defaults;

namespace Gateway;

/// <summary>
/// A department's system (部门系统), which gets tokens by OAuth 2 client credentials. Its secret has 256 bits of chance,
/// so a plain hash of it is as good as a slow one.
/// </summary>
sealed class Client : IVersioned
{
    public required string Id { get; init; }
    public required string SecretHash { get; set; }
    public string Roles { get; private set; } = "";
    public string Area { get; private set; } = "";
    public bool Disabled { get; private set; }
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Account.Epoch"/>
    public int Epoch { get; private set; }

    /// <inheritdoc cref="Account.RevokedAt"/>
    public DateTime? RevokedAt { get; private set; }
    public long Version { get; private set; }

    public Grant Grant => new(Roles.Split(' '), Area, null, null);

    public static Client Create(string id, string secretHash, Grant grant, DateTime now) => new()
    {
        Id = id,
        SecretHash = secretHash,
        Roles = string.Join(' ', grant.Roles),
        Area = grant.Area,
        CreatedAt = now,
    };

    public void SetSecret(string secretHash, DateTime now)
    {
        SecretHash = secretHash;
        EndTokens(now);
    }

    public void Disable(DateTime now)
    {
        Disabled = true;
        EndTokens(now);
    }

    void EndTokens(DateTime now)
    {
        Epoch++;
        RevokedAt = now;
    }
}
