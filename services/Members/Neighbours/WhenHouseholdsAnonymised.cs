using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Takes away what somebody said in words of a household that was anonymised: why a pairing with it ended, and why somebody is
/// never to be paired with it. That they were paired stays: it is the member's record too.
/// </summary>
sealed class WhenHouseholdsAnonymised(MembersStore db) : IWhen<HouseholdsAnonymised>
{
    public async Task HearAsync(HouseholdsAnonymised fact, CancellationToken stop)
    {
        var ids = fact.Items.Select(it => it.Id).ToArray();
        await db.Pairings.Where(it => ids.Contains(it.Household) && it.EndWords != null)
            .ExecuteUpdateAsync(change => change.SetProperty(it => it.EndWords, (string?)null), stop);
        await db.Exclusions.Where(it => ids.Contains(it.Household))
            .ExecuteUpdateAsync(change => change.SetProperty(it => it.Reason, "").SetProperty(it => it.Version, it => it.Version + 1), stop);
    }
}
