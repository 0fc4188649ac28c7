using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Whether somebody knows an account's password. An unknown user, a wrong password, a locked and a disabled account are
/// one answer, after the same work, so that nobody learns which names exist; failures are counted and lock the account.
/// </summary>
sealed class ProvePassword(GatewayStore db, Passwords passwords)
{
    /// <returns>the account, null when it is not proven</returns>
    public async Task<Account?> RunAsync(string user, string password, CancellationToken stop)
    {
        var now = db.Now;
        // What is no user name is nobody's; the store is not asked for whatever characters were sent.
        var account = UserName.IsOne(user)
            ? await db.Accounts.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(it => it.User == user, stop)
            : null;
        var matches = passwords.Match(account?.PasswordHash ?? passwords.OfNobody, password);
        if (account is null || !account.MaySignIn(now)) return null;
        if (!matches)
        {
            await CountFailureAsync(user, now, stop);
            return null;
        }
        if (account.Failures > 0)
        {
            await Row(user).ExecuteUpdateAsync(change => change
                .SetProperty(it => it.Failures, 0).SetProperty(it => it.LockedUntil, (DateTime?)null), stop);
        }
        return account;
    }

    /// <summary>Counted in the store, not in a read row: attempts at once all count, and every gateway sees them.</summary>
    async Task CountFailureAsync(string user, DateTime now, CancellationToken stop)
    {
        await Row(user).ExecuteUpdateAsync(change => change.SetProperty(it => it.Failures, it => it.Failures + 1), stop);
        var failures = await Row(user).Select(it => it.Failures).SingleAsync(stop);
        if (Account.LockAfter(failures) is var pause && pause > TimeSpan.Zero)
            await Row(user).ExecuteUpdateAsync(change => change.SetProperty(it => it.LockedUntil, now + pause), stop);
    }

    IQueryable<Account> Row(string user) => db.Accounts.IgnoreQueryFilters().Where(it => it.User == user);
}
