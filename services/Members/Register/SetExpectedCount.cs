using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <param name="Expected">members that should report in, null until the organization has confirmed it</param>
/// <param name="Registered">members in service in its register</param>
sealed record OrganizationCounts(string Id, string Area, int? Expected, DateTime? ConfirmedAt, int Registered, long Version);

/// <summary>The two counts of full participation: who should report in, and who is registered.</summary>
sealed class SetExpectedCount(MembersStore db)
{
    /// <exception cref="MissingException">rule <c>organization-is-known</c></exception>
    public async Task<OrganizationCounts> ReadAsync(string id, CancellationToken stop)
    {
        var organization = await FindAsync(id, stop);
        var expected = await db.ExpectedCounts.AsNoTracking().SingleOrDefaultAsync(it => it.Organization == id, stop);
        return await CountAsync(organization, expected, stop);
    }

    /// <param name="version">the version that the caller has read, null for whatever stands</param>
    public async Task<OrganizationCounts> RunAsync(string id, int count, long? version, CancellationToken stop)
    {
        if (count is < 0 or > ExpectedCount.Most) throw new InvalidException("count", "number-in-range");
        var organization = await FindAsync(id, stop);
        var expected = await db.ExpectedCounts.SingleOrDefaultAsync(it => it.Organization == id, stop);
        if (version is { } asked) ETag.Match(asked, expected?.Version ?? 0);
        if (expected is null)
        {
            expected = new ExpectedCount { Organization = id, Area = organization.Area, Count = count, ConfirmedAt = db.Now };
            db.Add(expected);
        }
        else (expected.Count, expected.ConfirmedAt) = (count, db.Now);
        await db.SaveChangesAsync(stop);
        return await CountAsync(organization, expected, stop);
    }

    async Task<OrganizationCopy> FindAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Organizations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "organization-is-known");

    async Task<OrganizationCounts> CountAsync(OrganizationCopy organization, ExpectedCount? expected, CancellationToken stop)
    {
        var registered = await db.Members.CountAsync(it => it.Organization == organization.Id && it.InService, stop);
        return new(organization.Id, organization.Area, expected?.Count, expected?.ConfirmedAt, registered, expected?.Version ?? 0);
    }
}
