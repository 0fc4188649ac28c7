using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// An administrator changes what an account may do, disables it or lets it in again. Tokens issued before end at once,
/// and some administrator of everywhere always remains.
/// </summary>
sealed class ChangeAccount(GatewayStore db, Standings standings)
{
    public Task<AccountView> GrantAsync(string user, long version, AccountGrant asked, CancellationToken stop)
    {
        var grant = Grant.Of(asked.Roles, asked.Area, asked.Organization, asked.Member).Within(db.Caller.Area);
        return RunAsync(user, account =>
        {
            ETag.Match(version, account.Version);
            account.Change(grant, db.Now);
        }, stop);
    }

    public Task<AccountView> DisableAsync(string user, CancellationToken stop) => RunAsync(user, account => account.Disable(db.Now), stop);

    public Task<AccountView> EnableAsync(string user, CancellationToken stop) => RunAsync(user, account => account.Enable(), stop);

    async Task<AccountView> RunAsync(string user, Action<Account> change, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var account = Missing.IfNull(await db.Accounts.SingleOrDefaultAsync(it => it.User == user, stop), "account-is-there");
        change(account);
        await db.SaveChangesAsync(stop);
        var remaining = await db.Accounts.IgnoreQueryFilters().AsNoTracking()
            .AnyAsync(it => it.Roles.Contains(Role.Administrator) && it.Area == "" && !it.Disabled, stop);
        Refused.Unless(remaining, "administrator-remains");
        await turn.CommitAsync(stop);
        await standings.ReadAsync(db, stop);
        return AccountView.Of(account);
    }
}

/// <inheritdoc cref="NewAccount"/>
sealed record AccountGrant(IReadOnlyList<string> Roles, string? Area = null, string? Organization = null, string? Member = null);
