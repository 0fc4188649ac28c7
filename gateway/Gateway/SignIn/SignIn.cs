namespace Gateway;

/// <summary>Signs a person in (登录).</summary>
sealed class SignIn(ProvePassword proof, IssueToken tokens)
{
    /// <returns>null when the sign-in is refused</returns>
    public async Task<SignedIn?> RunAsync(string user, string password, CancellationToken stop)
    {
        if (await proof.RunAsync(user, password, stop) is not { } account) return null;
        var grant = account.Grant;
        var token = tokens.Run(Subjects.OfAccount(user), grant, account.Epoch);
        return new SignedIn(token, (int)IssueToken.Lifetime.TotalSeconds, grant.Roles, grant.Area, grant.Organization, grant.Member);
    }
}

/// <param name="Token">for the header <c>Authorization: Bearer …</c></param>
/// <param name="ExpiresIn">seconds</param>
/// <param name="Area">significant prefix of the division that the account sees, empty for everywhere</param>
sealed record SignedIn(string Token, int ExpiresIn, IReadOnlyList<string> Roles, string Area, string? Organization, string? Member);
