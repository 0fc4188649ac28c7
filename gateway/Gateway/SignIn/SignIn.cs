using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Signs a person in (登录). An unknown user, a wrong password, a locked and a disabled account are one answer, after
/// the same work, so that nobody learns which names exist.
/// </summary>
sealed class SignIn(GatewayStore db, Passwords passwords, IssueToken tokens)
{
    /// <returns>null when the sign-in is refused</returns>
    public async Task<SignedIn?> RunAsync(string user, string password, CancellationToken stop)
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
        var grant = account.Grant;
        var token = tokens.Run(Subjects.OfAccount(user), grant, account.Epoch);
        return new SignedIn(token, (int)IssueToken.Lifetime.TotalSeconds, grant.Roles, grant.Area, grant.Organization, grant.Member);
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

/// <param name="Token">for the header <c>Authorization: Bearer …</c></param>
/// <param name="ExpiresIn">seconds</param>
/// <param name="Area">significant prefix of the division that the account sees, empty for everywhere</param>
sealed record SignedIn(string Token, int ExpiresIn, IReadOnlyList<string> Roles, string Area, string? Organization, string? Member);
