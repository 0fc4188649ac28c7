using System.Collections.Frozen;
using Contracts;
using Defaults;

namespace Gateway;

/// <summary>
/// What an account or client may do, and where. Made only by <see cref="Of"/>, so that one that breaks a rule does not
/// exist.
/// </summary>
/// <param name="Roles">in the order of their names, each once</param>
/// <param name="Area">significant prefix of a division code (2, 4, 6, 9 or 12 digits), empty where none is asked for</param>
/// <param name="Organization">the party organization of an organ or a community</param>
/// <param name="Member">the in-service member whose account it is</param>
sealed record Grant(IReadOnlyList<string> Roles, string Area, string? Organization, string? Member)
{
    static readonly FrozenSet<string> needsArea =
        FrozenSet.ToFrozenSet(Role.ReachesItsArea.Where(role => role != Role.Administrator));

    /// <exception cref="InvalidException">a role that is not known, or an area or id of the wrong form</exception>
    /// <exception cref="RefusedException">
    /// <c>role-is-given</c>, <c>role-is-grantable</c>, <c>roles-are-compatible</c>, <c>role-has-its-claim</c>
    /// </exception>
    public static Grant Of(IReadOnlyList<string> roles, string? area, string? organization, string? member)
    {
        var faults = new Faults("");
        if (roles.Any(role => !Role.All.Contains(role))) faults.Add(0, "roles", "code-is-known");
        if (!IsArea(area)) faults.Add(0, "area", "area-form");
        if (!IsId(organization)) faults.Add(0, "organization", "id-form");
        if (!IsId(member)) faults.Add(0, "member", "id-form");
        faults.ThrowIfAny();

        var grant = new Grant([.. roles.Distinct().Order(StringComparer.Ordinal)], AreaCode.Scope(area ?? ""), organization, member);
        Refused.Unless(grant.Roles.Count > 0, "role-is-given");
        Refused.Unless(!grant.Roles.Contains(Role.Service), "role-is-grantable");
        Refused.Unless(RolesApart.Compatible(grant.Roles), "roles-are-compatible");
        Refused.Unless(grant.HasItsClaims(), "role-has-its-claim");
        return grant;
    }

    /// <summary>An administrator gives out nothing beyond the administrator's own area.</summary>
    /// <exception cref="RefusedException">rule <c>area-in-scope</c></exception>
    public Grant Within(string area)
    {
        Refused.Unless(Area.StartsWith(area, StringComparison.Ordinal), "area-in-scope");
        return this;
    }

    bool HasItsClaims() =>
        (Area != "" || !Roles.Any(needsArea.Contains))
        && (Organization is not null || !Roles.Contains(Role.Organ))
        && (Member is not null || !Roles.Contains(Role.Member))
        && (Organization is not null && Area.Length == AreaCode.Length || !Roles.Contains(Role.Community));

    static bool IsArea(string? area) => area switch
    {
        null or "" => true,
        { Length: AreaCode.Length } => AreaCode.IsWellFormed(area),
        { Length: 2 or 4 or 6 or 9 } => AreaCode.IsWellFormed(area.PadRight(AreaCode.Length, '0')),
        _ => false,
    };

    static bool IsId(string? id) => id is null || IdForm.IsKept(id);
}
