using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// OAuth 2 client credentials: for a department's system that an administrator has entered, and for the platform's own
/// services, whose secrets are configuration (<c>Services:&lt;name&gt;:Secret</c>).
/// </summary>
sealed class IssueClientToken(GatewayStore db, IssueToken tokens, IConfiguration configuration)
{
    // A configured secret is compared by its hash as well; what a client that is not there is compared with matches nothing.
    const string nothing = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <returns>null when the credentials are wrong or the client is disabled</returns>
    public async Task<string?> RunAsync(string id, string secret, CancellationToken stop)
    {
        if (GatewayService.Services.Contains(id) && configuration[$"Services:{id}:Secret"] is { Length: > 0 } own)
        {
            return Passwords.MatchSecret(Passwords.HashSecret(own), secret)
                ? tokens.Run(Subjects.OfService(id), new Grant([Role.Service], "", null, null), 0)
                : null;
        }
        var client = UserName.IsOne(id)
            ? await db.Clients.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop)
            : null;
        var matches = Passwords.MatchSecret(client?.SecretHash ?? nothing, secret);
        return matches && client is { Disabled: false } ? tokens.Run(Subjects.OfClient(id), client.Grant, client.Epoch) : null;
    }
}
