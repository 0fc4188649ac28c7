using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>An administrator opens an account, inside the administrator's own area.</summary>
sealed class CreateAccount(GatewayStore db, Passwords passwords)
{
    public async Task<MadeAccount> RunAsync(NewAccount asked, CancellationToken stop)
    {
        var user = UserName.Of("user", asked.User);
        var made = asked.Password is null ? Passwords.Generate() : null;
        var password = made ?? Passwords.Chosen(asked.Password!);
        var grant = Grant.Of(asked.Roles, asked.Area, asked.Organization, asked.Member).Within(db.Caller.Area);
        // One at a time, so that of two who choose the same name one hears of the other.
        await using var turn = await Turn.TakeAsync(db, stop);
        Refused.Unless(!await db.Accounts.IgnoreQueryFilters().AnyAsync(it => it.User == user, stop), "user-is-new");
        var account = Account.Create(user, passwords.Hash(password), grant, db.Now);
        db.Add(account);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new MadeAccount(AccountView.Of(account), made);
    }
}

/// <param name="User">2 to 64 of a–z, 0–9, dot, underscore and hyphen: an office, a post or a number, never a personal name</param>
/// <param name="Roles">one or more that go together</param>
/// <param name="Password">12 to 128 characters; without it one is made</param>
/// <param name="Area">12-digit division code, or its first 2, 4, 6 or 9 digits</param>
/// <param name="Organization">for an organ and for a community: its party organization</param>
/// <param name="Member">for a member: which</param>
sealed record NewAccount(
    string User, IReadOnlyList<string> Roles, string? Password = null, string? Area = null, string? Organization = null, string? Member = null);

/// <param name="Password">the password that was made, told this once; null when one was given</param>
sealed record MadeAccount(AccountView Account, string? Password);
