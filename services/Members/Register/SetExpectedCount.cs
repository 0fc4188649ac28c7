using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Takes from an organization how many of its members should report in.</summary>
sealed class SetExpectedCount(MembersStore db)
{
    /// <param name="version">the version that the caller has read, null for whatever stands</param>
    /// <exception cref="MissingException">rule <c>organization-is-known</c></exception>
    public async Task RunAsync(string id, int count, long? version, CancellationToken stop)
    {
        if (count is < 0 or > ExpectedCount.Most) throw new InvalidException("count", "number-in-range");
        var organization = Missing.IfNull(await db.Organizations.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "organization-is-known");
        var expected = await db.ExpectedCounts.SingleOrDefaultAsync(it => it.Organization == id, stop);
        if (version is { } asked) ETag.Match(asked, expected?.Version ?? 0);
        if (expected is null) db.Add(new ExpectedCount { Organization = id, Area = organization.Area, Count = count, ConfirmedAt = db.Now });
        else (expected.Count, expected.ConfirmedAt) = (count, db.Now);
        await db.SaveChangesAsync(stop);
    }
}
