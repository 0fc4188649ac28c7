using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

sealed class FindExclusions(MembersStore db)
{
    /// <param name="after">a cursor: household and member, with a line feed between, since no id holds one</param>
    /// <exception cref="MissingException">rule <c>campaign-is-known</c></exception>
    public async Task<IQueryable<Exclusion>> AllAsync(string campaign, string? after, CancellationToken stop)
    {
        await db.CampaignAsync(campaign, stop);
        var between = after?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        var (household, member) = between < 0 ? ("", "") : (after![..between], after[(between + 1)..]);
        return db.Exclusions.AsNoTracking()
            .Where(it => it.Campaign == campaign && (it.Household.CompareTo(household) > 0 || it.Household == household && it.Member.CompareTo(member) > 0))
            .OrderBy(it => it.Household).ThenBy(it => it.Member);
    }
}
