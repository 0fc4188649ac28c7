using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the directory of party organizations, as far as the caller may see it.</summary>
sealed class FindUnits(OrganizationsStore db)
{
    public Caller Caller => db.Caller;

    /// <exception cref="MissingException">rule <c>organization-is-known</c></exception>
    public async Task<PartyOrganization> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Units.AsNoTracking().SingleOrDefaultAsync(unit => unit.Id == id, stop), "organization-is-known");

    /// <summary>In the order of ids, behind a cursor.</summary>
    /// <param name="area">a division's code, or the leading digits of one: those in it and below</param>
    /// <exception cref="InvalidException">rule <c>code-is-known</c></exception>
    public IQueryable<PartyOrganization> List(string? area, string? kind, string? after)
    {
        var found = db.Units.AsNoTracking();
        if (!string.IsNullOrEmpty(area))
        {
            var range = new CodeRange(AreaCode.Scope(area));
            found = found.Where(unit => unit.Area.CompareTo(range.From) >= 0 && unit.Area.CompareTo(range.Until) < 0);
        }
        if (!string.IsNullOrEmpty(kind))
        {
            if (!UnitKinds.TryParse(kind, out var wanted)) throw new InvalidException("kind", "code-is-known");
            found = found.Where(unit => unit.Kind == wanted);
        }
        if (!string.IsNullOrEmpty(after)) found = found.Where(unit => unit.Id.CompareTo(after) > 0);
        return found.OrderBy(unit => unit.Id);
    }
}
