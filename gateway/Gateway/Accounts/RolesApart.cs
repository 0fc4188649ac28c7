using Defaults;

namespace Gateway;

/// <summary>Which roles nobody has together (职责分离), each with its reason.</summary>
static class RolesApart
{
    static readonly string[] readHouseholds =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilAffairs, Role.Street, Role.Organ, Role.Community, Role.Member,
        Role.Inspector, Role.DepartmentSystem, Role.Auditor,
    ];

    static readonly (string Role, string[] From)[] apart =
    [
        // Who administers accounts reads no household.
        (Role.Administrator, readHouseholds),
        // Who inspects is not of the inspected.
        (Role.Inspector, [Role.Organ, Role.Community, Role.Street]),
        // Who pushes households does not run the pairings.
        (Role.CivilAffairs, [Role.OrganizationDepartment, Role.WorkCommittee]),
        // Who audits what was done does none of it: every other role writes something.
        (Role.Auditor, [.. Role.All.Where(role => role != Role.Auditor)]),
    ];

    public static bool Compatible(IReadOnlyList<string> roles) =>
        !apart.Any(rule => roles.Contains(rule.Role) && roles.Any(rule.From.Contains));
}
