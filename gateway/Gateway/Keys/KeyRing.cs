using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Gateway;

/// <summary>The keys as last read from the store: one signs, and all that a live token may name are published.</summary>
sealed class KeyRing(TimeProvider time)
{
    /// <summary>How long after its successor a key is still published: as long as a token lives, and the clocks' difference.</summary>
    static readonly TimeSpan afterlife = IssueToken.Lifetime + TimeSpan.FromMinutes(5);

    volatile IReadOnlyList<Key> keys = [];

    sealed record Key(ECDsaSecurityKey Pair, DateTime From, DateTime Until);

    /// <summary>The newest key whose time has come.</summary>
    public ECDsaSecurityKey Signing
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return keys.Last(key => key.From <= now).Pair;
        }
    }

    /// <summary>What is published and trusted, in the order of age.</summary>
    public IReadOnlyList<ECDsaSecurityKey> Published
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return [.. keys.Where(key => key.Until > now).Select(key => key.Pair)];
        }
    }

    public async Task ReadAsync(GatewayStore db, CancellationToken stop)
    {
        var rows = await db.Keys.IgnoreQueryFilters().AsNoTracking().OrderBy(key => key.From).ToListAsync(stop);
        var known = keys.ToDictionary(key => key.Pair.KeyId, key => key.Pair, StringComparer.Ordinal);
        keys =
        [
            .. rows.Select((row, at) => new Key(
                known.GetValueOrDefault(row.Id) ?? row.Open(), row.From,
                at + 1 < rows.Count ? rows[at + 1].From + afterlife : DateTime.MaxValue)),
        ];
    }
}
