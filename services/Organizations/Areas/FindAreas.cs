using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Reads the tree of divisions as of a day.</summary>
sealed class FindAreas(OrganizationsStore db)
{
    /// <summary>One division by its code and level, as it is or was last, whether it still holds or not.</summary>
    public async Task<AreaReply> OneAsync(AreaLevel level, string code, CancellationToken stop) =>
        AreaReply.Of(Missing.IfNull(
            await db.Areas.AsNoTracking().Where(area => area.Code == code && area.Level == level)
                .OrderByDescending(area => area.ValidFrom).FirstOrDefaultAsync(stop), "area-is-known"));

    /// <summary>Those that hold on a day, in the order of code and level, behind a cursor.</summary>
    /// <param name="under">a division's code, or the leading digits of one: it and all below</param>
    public IQueryable<Area> List(string? under, AreaLevel? level, DateOnly? on, string? after)
    {
        var day = on ?? db.Today;
        var found = db.Areas.AsNoTracking().Where(area => area.ValidFrom <= day && (area.ValidTo == null || day < area.ValidTo));
        if (!string.IsNullOrEmpty(under))
        {
            var range = new CodeRange(AreaCode.Scope(under));
            found = found.Where(area => area.Code.CompareTo(range.From) >= 0 && area.Code.CompareTo(range.Until) < 0);
        }
        if (level is { } wanted) found = found.Where(area => area.Level == wanted);
        if (!string.IsNullOrEmpty(after))
        {
            var (code, rank) = Cursor(after);
            found = found.Where(area => area.Code.CompareTo(code) > 0 || area.Code == code && area.Level > rank);
        }
        return found.OrderBy(area => area.Code).ThenBy(area => area.Level);
    }

    /// <exception cref="InvalidException">rule <c>cursor-form</c></exception>
    static (string Code, AreaLevel Level) Cursor(string after) =>
        after.Split('-') is [{ Length: AreaCode.Length } code, [>= '0' and <= '4' and var level]]
            ? (code, (AreaLevel)(level - '0'))
            : throw new InvalidException("after", "cursor-form");
}

/// <param name="Level">province, city, district, street or community; a division is known by code and level</param>
/// <param name="ValidTo">first day on which it no longer holds, null while it holds</param>
sealed record AreaReply(string Code, string Name, AreaLevel Level, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo)
{
    public static AreaReply Of(Area area) => new(area.Code, area.Name, area.Level, area.Parent, area.ValidFrom, area.ValidTo);
}
