using Defaults;

namespace Gateway;

/// <summary>
/// A person's way in (账号). The user name is an office's or a number, never a personal name: it is the subject of the
/// person's tokens and stands in what the services record. Accounts are disabled, never deleted, so that a name once
/// used always means the same account.
/// </summary>
sealed class Account : IVersioned
{
    /// <summary>Failures in a row before the account is locked for a while.</summary>
    public const int FailuresAllowed = 10;

    static readonly TimeSpan longestLock = TimeSpan.FromMinutes(15);

    public required string User { get; init; }
    public required string PasswordHash { get; set; }
    public string Roles { get; private set; } = "";
    public string Area { get; private set; } = "";
    public string? Organization { get; private set; }
    public string? Member { get; private set; }
    public bool Disabled { get; private set; }
    public int Failures { get; private set; }
    public DateTime? LockedUntil { get; private set; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Counts what ends the tokens issued so far; a token carries the epoch that it was issued in.</summary>
    public int Epoch { get; private set; }

    /// <summary>When the epoch last grew, null when it never did.</summary>
    public DateTime? RevokedAt { get; private set; }
    public long Version { get; private set; }

    public Grant Grant => new(Roles.Split(' '), Area, Organization, Member);

    public static Account Create(string user, string passwordHash, Grant grant, DateTime now)
    {
        var account = new Account { User = user, PasswordHash = passwordHash, CreatedAt = now };
        account.Take(grant);
        return account;
    }

    /// <summary>From now on this account may do that; tokens that say otherwise end.</summary>
    public void Change(Grant grant, DateTime now)
    {
        Take(grant);
        EndTokens(now);
    }

    public void Disable(DateTime now)
    {
        Disabled = true;
        EndTokens(now);
    }

    public void Enable()
    {
        Disabled = false;
        Unlock();
    }

    public void SetPassword(string passwordHash, DateTime now)
    {
        PasswordHash = passwordHash;
        Unlock();
        EndTokens(now);
    }

    public bool MaySignIn(DateTime now) => !Disabled && !(LockedUntil > now);

    public void Unlock()
    {
        Failures = 0;
        LockedUntil = null;
    }

    /// <summary>How long the account is locked after so many failures in a row: a minute, then twice as long each time, a quarter of an hour at most.</summary>
    public static TimeSpan LockAfter(int failures)
    {
        if (failures < FailuresAllowed) return TimeSpan.Zero;
        var minutes = Math.Pow(2, Math.Min(failures - FailuresAllowed, 10));
        return TimeSpan.FromMinutes(Math.Min(minutes, longestLock.TotalMinutes));
    }

    void Take(Grant grant) =>
        (Roles, Area, Organization, Member) = (string.Join(' ', grant.Roles), grant.Area, grant.Organization, grant.Member);

    void EndTokens(DateTime now)
    {
        Epoch++;
        RevokedAt = now;
    }
}
