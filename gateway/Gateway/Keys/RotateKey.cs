using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Makes the next signing key. It is published at once and signs after a notice in which every service has read it, so
/// that no token is ever refused for a key that is not known yet.
/// </summary>
sealed class RotateKey(GatewayStore db, KeyRing ring, IConfiguration configuration)
{
    public async Task<RotatedKey> RunAsync(CancellationToken stop)
    {
        Refused.Unless(db.Caller.Area == "", "keys-belong-to-everywhere");
        await using var turn = await Turn.TakeAsync(db, stop);
        var now = db.Now;
        Refused.Unless(!await db.Keys.IgnoreQueryFilters().AnyAsync(key => key.From > now, stop), "next-key-is-not-waiting");
        var notice = TimeSpan.FromSeconds(configuration.GetValue("Keys:NoticeSeconds", 600));
        var key = SigningKey.Create(now + notice, now);
        db.Add(key);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        await ring.ReadAsync(db, stop);
        return new RotatedKey(key.Id, key.From);
    }
}

/// <param name="Kid">names the key in tokens and among the published keys</param>
/// <param name="From">when it begins to sign; it is published already</param>
sealed record RotatedKey(string Kid, DateTime From);
