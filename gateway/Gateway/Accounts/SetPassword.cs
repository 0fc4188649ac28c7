using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Somebody changes the own password, knowing the current one; or an administrator sets one for an account inside the
/// administrator's area. Tokens issued before end at once. Who guesses at the current one locks the account, as at sign-in.
/// </summary>
sealed class SetPassword(GatewayStore db, Passwords passwords, ProvePassword proof, Standings standings)
{
    public async Task<MadePassword> RunAsync(string user, NewPassword asked, CancellationToken stop)
    {
        var made = asked.Password is null ? Passwords.Generate() : null;
        var hash = passwords.Hash(made ?? Passwords.Chosen(asked.Password!));
        var own = db.Caller.Subject == Subjects.OfAccount(user);
        // Before the turn, so that a failure is counted although what was asked is refused.
        var proven = own ? await proof.RunAsync(user, asked.Current ?? "", stop) : null;
        Refused.Unless(!own || proven is not null, "current-password-is-right");
        await using var turn = await Turn.TakeAsync(db, stop);
        var accounts = own ? db.Accounts.IgnoreQueryFilters() : db.Accounts;
        var account = Missing.IfNull(await accounts.SingleOrDefaultAsync(it => it.User == user, stop), "account-is-there");
        Refused.Unless(!own || proven!.PasswordHash == account.PasswordHash, "current-password-is-right");
        account.SetPassword(hash, db.Now);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        await standings.ReadAsync(db, stop);
        return new MadePassword(made);
    }
}

/// <param name="Password">12 to 128 characters; without it one is made</param>
/// <param name="Current">the current password, asked of whoever changes the own one</param>
sealed record NewPassword(string? Password = null, string? Current = null);

/// <param name="Password">the password that was made, told this once; null when one was given</param>
sealed record MadePassword(string? Password);
