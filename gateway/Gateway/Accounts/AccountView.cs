namespace Gateway;

/// <param name="User">an office's or post's name or a number, never a personal name</param>
/// <param name="Area">significant prefix of the division that the account sees, empty for everywhere</param>
/// <param name="LockedUntil">set while too many failures have locked the account</param>
sealed record AccountView(
    string User, IReadOnlyList<string> Roles, string Area, string? Organization, string? Member,
    bool Disabled, DateTime? LockedUntil, DateTime CreatedAt, long Version)
{
    public static AccountView Of(Account it)
    {
        var grant = it.Grant;
        return new AccountView(
            it.User, grant.Roles, grant.Area, grant.Organization, grant.Member, it.Disabled, it.LockedUntil, it.CreatedAt, it.Version);
    }
}

/// <param name="Id">what the system calls itself at the token endpoint</param>
/// <param name="Area">significant prefix of the division that the system sees</param>
sealed record ClientView(string Id, IReadOnlyList<string> Roles, string Area, bool Disabled, DateTime CreatedAt)
{
    public static ClientView Of(Client it) => new(it.Id, it.Grant.Roles, it.Area, it.Disabled, it.CreatedAt);
}
