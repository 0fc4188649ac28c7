using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads the register; the caller sees who belongs to its area, its organization, or itself.</summary>
sealed class FindMembers(MembersStore db)
{
    public IQueryable<Member> All(string? organization, string? after) => db.Members.AsNoTracking()
        .Where(it => (organization == null || it.Organization == organization) && (after == null || it.Id.CompareTo(after) > 0))
        .OrderBy(it => it.Id);

    /// <exception cref="MissingException">rule <c>member-is-known</c></exception>
    public async Task<Member> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Members.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "member-is-known");
}
