using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Corrects one party organization, by the same rules as a list.</summary>
sealed class ChangeUnit(OrganizationsStore db, LoadSurroundings surroundings, FollowMoves follow)
{
    /// <exception cref="MissingException">rule <c>organization-is-known</c></exception>
    public Task<UnitReply> RunAsync(string id, long version, UnitBody body, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var unit = Missing.IfNull(await db.Units.SingleOrDefaultAsync(unit => unit.Id == id, stop), "organization-is-known");
        ETag.Match(version, unit.Version);
        var faults = new Faults("");
        var list = new UnitList(body.AsRow(id, faults), faults);
        faults.ThrowIfAny();
        list.Judge(await surroundings.RunAsync(list, stop), db.Caller.Covers, db.Today, partial: false);
        faults.ThrowIfAny();
        var row = list.Rows[0];
        if (!unit.Says(row))
        {
            var moves = unit.Area != row.Area;
            unit.Take(row);
            if (moves) await follow.RunAsync([unit], stop);
            db.Announce(new OrganizationsChanged([unit.AsFact()]));
            await db.SaveChangesAsync(stop);
        }
        return UnitReply.Of(unit, db.Caller);
    }, stop);
}
