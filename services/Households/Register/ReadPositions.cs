using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Reads the positions of active households below an area, ordered by id, in packets.</summary>
sealed class ReadPositions(HouseholdsStore db)
{
    const int Packet = 500;

    public async IAsyncEnumerable<IReadOnlyList<HouseholdPlace>> RunAsync(
        string area, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var households = db.Households.AsNoTracking().Where(it => it.Active);
        if (area.Length > 0)
        {
            var (from, until) = AreaFilter.Range(area);
            households = households.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        }
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Read, "positions", "register", area) { Purpose = Purposes.Market }, stop);
        var last = "";
        while (true)
        {
            var packet = await households.Where(it => it.Id.CompareTo(last) > 0).OrderBy(it => it.Id).Take(Packet)
                .Select(it => new { it.Id, it.Area, it.Position, it.Crs }).ToListAsync(stop);
            if (packet.Count > 0) yield return packet.ConvertAll(it => new HouseholdPlace(it.Id, it.Area, Place.Read(it.Position, it.Crs)));
            if (packet.Count < Packet) yield break;
            last = packet[^1].Id;
        }
    }
}

/// <param name="Place">null where the household has no coordinates of its own</param>
sealed record HouseholdPlace(string Id, string Area, Place? Place);
