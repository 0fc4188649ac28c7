using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// A household that refuses to be contacted, or withdraws its consent, is proposed to nobody, and whoever helps it sees that it is not
/// to be visited or called. One that consents again is looked after like one that comes back to the database.
/// </summary>
sealed class WhenHouseholdConsentChanged(MembersStore db) : IWhen<HouseholdConsentChanged>
{
    public async Task HearAsync(HouseholdConsentChanged fact, CancellationToken stop)
    {
        var told = fact.Items.Where(it => it.Scope == ConsentScope.Contact).Select(ContactCopy.Of).ToList();
        if (told.Count == 0) return;
        await using var turn = await Turn.TakeAsync(db, stop);
        var ids = told.ConvertAll(it => it.Id);
        var before = await db.Contacts.Where(it => ids.Contains(it.Id) && it.IsWithdrawn).Select(it => it.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
        var kept = await db.KeepNewestAsync(told, stop);
        await FollowAsync(kept.Where(it => it.IsWithdrawn != before.Contains(it.Id)).ToDictionary(it => it.Id, it => it.IsWithdrawn, StringComparer.Ordinal), stop);
        await turn.CommitAsync(stop);
    }

    async Task FollowAsync(Dictionary<string, bool> withdrawn, CancellationToken stop)
    {
        var ids = withdrawn.Keys.ToArray();
        var standing = await db.Pairings.Where(it => it.Until == null && ids.Contains(it.Household)).ToListAsync(stop);
        foreach (var pairing in standing) pairing.HearConsent(withdrawn[pairing.Household], db.Now);
        db.TellPairings(standing);
        // What it waited for before is long past: its days begin anew.
        var (again, now) = (ids.Where(id => !withdrawn[id]).ToArray(), db.Now);
        await db.Households.Where(it => again.Contains(it.Id) && it.Active).ExecuteUpdateAsync(change => change.SetProperty(it => it.ActiveSince, now), stop);
        var there = await db.Households.Where(it => ids.Contains(it.Id) && it.Active).Select(it => new { it.Id, it.Area }).ToListAsync(stop);
        await db.MarkUnseenAsync([.. there.Select(it => (it.Id, new[] { it.Area }))], stop);
    }
}
