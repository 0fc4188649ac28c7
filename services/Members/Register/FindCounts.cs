using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Expected">members that should report in, null until the organization has confirmed it</param>
/// <param name="Registered">members in service in its register</param>
sealed record OrganizationCounts(string Id, string Area, int? Expected, DateTime? ConfirmedAt, int Registered, long Version);

/// <summary>The two counts of full participation: who should report in, and who is registered.</summary>
sealed class FindCounts(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>organization-is-known</c></exception>
    public async Task<OrganizationCounts> OfAsync(string id, CancellationToken stop)
    {
        var organization = Missing.IfNull(await db.Organizations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "organization-is-known");
        var expected = await db.ExpectedCounts.AsNoTracking().SingleOrDefaultAsync(it => it.Organization == id, stop);
        var registered = await db.Members.CountAsync(it => it.Organization == id && it.InService, stop);
        return new(id, organization.Area, expected?.Count, expected?.ConfirmedAt, registered, expected?.Version ?? 0);
    }
}
