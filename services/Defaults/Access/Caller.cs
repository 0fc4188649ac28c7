using System.Security.Claims;

namespace Defaults;

/// <summary>Names of the claims in a token that the gateway issues.</summary>
public static class Claim
{
    public const string Role = "role";
    public const string Area = "area";
    public const string Organization = "organization";
    public const string Member = "member";
}

/// <summary>
/// Who asks. An <see cref="Area"/> is a prefix of division codes and everything below it; an organ is narrowed to its
/// organization, a member to the member. Nobody sees nothing.
/// </summary>
/// <param name="Subject">account or client id, for the audit and idempotency; never a name</param>
/// <param name="Area">the significant prefix (2, 4, 6, 9 or 12 digits) of the caller's division code, empty for everywhere</param>
/// <param name="Reach">which of the three narrows what the caller sees</param>
public sealed record Caller(
    string Subject, IReadOnlyList<string> Roles, string Area, string? Organization, string? Member, Reach Reach)
{
    public static readonly Caller Nobody = new("", [], "", null, null, Reach.Nothing);

    /// <summary>The service itself, answering a fact or running in the background.</summary>
    public static readonly Caller System = new("system", [Role.Service], "", null, null, Reach.Area);

    public bool Has(string role) => Roles.Contains(role);

    /// <param name="letIn">the roles that the endpoint is for: the caller acts by these of its own; null for all</param>
    public static Caller From(ClaimsPrincipal user, IReadOnlyCollection<string>? letIn = null)
    {
        if (user.Identity is not { IsAuthenticated: true }) return Nobody;
        var roles = user.FindAll(Claim.Role).Select(claim => claim.Value).Where(role => letIn?.Contains(role) ?? true).ToArray();
        var area = user.FindFirstValue(Claim.Area) ?? "";
        var organization = user.FindFirstValue(Claim.Organization);
        var member = user.FindFirstValue(Claim.Member);
        return new Caller(user.FindFirstValue("sub") ?? "", roles, area, organization, member, ReachOf(roles, area, organization, member));
    }

    /// <summary>The widest of the caller's roles decides; a role that needs a claim and lacks it reaches nothing.</summary>
    static Reach ReachOf(string[] roles, string area, string? organization, string? member)
    {
        if (roles.Any(Role.ReachesEverywhere.Contains)) return Reach.Area;
        if (area == "" && roles.Contains(Role.Administrator)) return Reach.Area; // the first administrator, of the whole deployment
        if (area != "" && roles.Any(Role.ReachesItsArea.Contains)) return Reach.Area;
        if (organization is not null && roles.Contains(Role.Organ)) return Reach.Organization;
        return member is not null && roles.Contains(Role.Member) ? Reach.Person : Reach.Nothing;
    }
}

public enum Reach
{
    Nothing,
    Person,
    Organization,
    Area,
}

/// <summary>Holds the caller for the length of one request, fact or job; nobody until somebody is put in.</summary>
public sealed class CallerSlot
{
    public Caller Caller { get; set; } = Caller.Nobody;
}
