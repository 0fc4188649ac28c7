using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Takes a conflict of interest back: the next run may pair the two.</summary>
sealed class WithdrawExclusion(MembersStore db)
{
    /// <exception cref="MissingException">rules <c>campaign-is-known</c>, <c>exclusion-is-known</c></exception>
    public async Task RunAsync(string campaign, string household, string member, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var gone = await db.Exclusions.Where(it => it.Campaign == campaign && it.Household == household && it.Member == member).ExecuteDeleteAsync(stop);
        if (gone == 0) throw new MissingException("exclusion-is-known");
    }
}
