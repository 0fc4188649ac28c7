using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Whose tokens were ended before their time (disabled, another password, other roles), as last read from the store.
/// Only what happened within a token's lifetime is kept, which is next to nothing.
/// </summary>
sealed class Standings(TimeProvider time)
{
    volatile FrozenDictionary<string, int> epochs = FrozenDictionary<string, int>.Empty;

    /// <summary>False for a token that was issued before something ended the subject's tokens.</summary>
    public bool Holds(string subject, int epoch) => !epochs.TryGetValue(subject, out var current) || epoch >= current;

    public async Task ReadAsync(GatewayStore db, CancellationToken stop)
    {
        var since = time.GetUtcNow().UtcDateTime - IssueToken.Lifetime - TimeSpan.FromMinutes(5);
        var people = await db.Accounts.IgnoreQueryFilters().Where(it => it.RevokedAt > since)
            .Select(it => new { Subject = Subjects.OfAccount(it.User), it.Epoch }).ToListAsync(stop);
        var systems = await db.Clients.IgnoreQueryFilters().Where(it => it.RevokedAt > since)
            .Select(it => new { Subject = Subjects.OfClient(it.Id), it.Epoch }).ToListAsync(stop);
        epochs = people.Concat(systems).ToFrozenDictionary(it => it.Subject, it => it.Epoch, StringComparer.Ordinal);
    }
}

/// <summary>Subjects of tokens. A user name has no colon, so people, systems and services never meet.</summary>
static class Subjects
{
    public static string OfAccount(string user) => user;
    public static string OfClient(string id) => "client:" + id;
    public static string OfService(string name) => "service:" + name;
}
