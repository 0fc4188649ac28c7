using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Takes a list of party organizations: new ones are added, known ones changed where the list says otherwise.</summary>
sealed class ImportUnits(OrganizationsStore db, LoadSurroundings surroundings, FollowMoves follow)
{
    /// <exception cref="InvalidException">with every fault, unless <paramref name="partial"/></exception>
    public async Task<ImportReceipt> RunAsync(Stream body, bool partial, CancellationToken stop)
    {
        var read = await CsvList.ReadAsync(body, UnitList.File, UnitRow.Columns, stop);
        read.ThrowIfUnreadable();
        return await db.InTurnAsync(() => TakeAsync(new UnitList(read), partial, stop), stop);
    }

    async Task<ImportReceipt> TakeAsync(UnitList list, bool partial, CancellationToken stop)
    {
        var around = await surroundings.RunAsync(list, stop);
        list.Judge(around, db.Caller.Covers, db.Today, partial);
        if (!partial) list.Faults.ThrowIfAny();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        List<PartyOrganization> added = [], changed = [], moved = [];
        foreach (var row in list.Sound)
        {
            if (!around.Stored.TryGetValue(row.Id, out var unit)) added.Add(PartyOrganization.Of(row));
            else if (!unit.Says(row))
            {
                if (unit.Area != row.Area) moved.Add(unit);
                unit.Take(row);
                db.Entry(unit).State = EntityState.Modified;
                changed.Add(unit);
            }
        }
        await follow.RunAsync(moved, stop);
        await db.AddManyAsync(added, stop);
        foreach (var packet in added.Concat(changed).Chunk(Packets.Most)) db.Announce(new OrganizationsChanged([.. packet.Select(unit => unit.AsFact())]));
        await db.SaveChangesAsync(stop);
        return new ImportReceipt(list.Count, added.Count, changed.Count, list.Sound.Count() - added.Count - changed.Count, list.Faults.Count,
            ListedFault.From(list.Faults), ListedFault.From(list.Warnings));
    }
}
