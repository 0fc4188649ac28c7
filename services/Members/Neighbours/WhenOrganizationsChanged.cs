using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>An organization that moved to another division takes its members' rows with it: others see them now.</summary>
sealed class WhenOrganizationsChanged(MembersStore db) : IWhen<OrganizationsChanged>
{
    public async Task HearAsync(OrganizationsChanged fact, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var ids = fact.Items.Select(it => it.Id).ToArray();
        var before = await db.Organizations.AsNoTracking().Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, it => it.Area, stop);
        var kept = await db.KeepNewestAsync(fact.Items.Select(OrganizationCopy.Of), stop);
        foreach (var there in kept.Where(it => before.TryGetValue(it.Id, out var area) && area != it.Area).GroupBy(it => it.Area, it => it.Id, StringComparer.Ordinal))
        {
            string[] moved = [.. there];
            await db.Members.Where(it => moved.Contains(it.Organization)).ExecuteUpdateAsync(set => set.SetProperty(it => it.Area, there.Key), stop);
            await db.ExpectedCounts.Where(it => moved.Contains(it.Organization)).ExecuteUpdateAsync(set => set.SetProperty(it => it.Area, there.Key), stop);
        }
        await turn.CommitAsync(stop);
    }
}
