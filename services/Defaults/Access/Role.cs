using System.Collections.Frozen;

namespace Defaults;

/// <summary>Roles as they stand in a token.</summary>
public static class Role
{
    public const string OrganizationDepartment = "organization-department"; // 组织部
    public const string WorkCommittee = "work-committee"; // 机关工委
    public const string CivilizationOffice = "civilization-office"; // 文明办
    public const string CivilAffairs = "civil-affairs"; // 民政局
    public const string Street = "street"; // 街道
    public const string Organ = "organ"; // 机关党组织
    public const string Community = "community"; // 社区党组织
    public const string Member = "member"; // 在职党员
    public const string Inspector = "inspector"; // 检查员
    public const string DepartmentSystem = "department-system"; // 部门系统
    public const string Auditor = "auditor"; // 审计员
    public const string Administrator = "administrator"; // 管理员

    /// <summary>A service that reads from another in its own name.</summary>
    public const string Service = "service";

    public static readonly FrozenSet<string> All = FrozenSet.ToFrozenSet(
    [
        OrganizationDepartment, WorkCommittee, CivilizationOffice, CivilAffairs, Street, Organ, Community, Member,
        Inspector, DepartmentSystem, Auditor, Administrator, Service,
    ]);

    public static readonly FrozenSet<string> ReachesEverywhere = FrozenSet.ToFrozenSet([Service]);

    public static readonly FrozenSet<string> ReachesItsArea = FrozenSet.ToFrozenSet(
    [
        OrganizationDepartment, WorkCommittee, CivilizationOffice, CivilAffairs, Street, Community,
        Inspector, DepartmentSystem, Auditor, Administrator,
    ]);
}
