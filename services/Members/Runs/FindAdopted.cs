using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class FindAdopted
{
    /// <summary>What tells the runs of a campaign that were adopted so far, whoever asks.</summary>
    public static async Task<string> BasisOfAdoptedAsync(this MembersStore db, string campaign, CancellationToken stop) => Basis.Of(
        await db.Runs.IgnoreQueryFilters().Where(it => it.Campaign == campaign && it.AdoptedAt != null && it.Parent == null).Select(it => it.Id).ToListAsync(stop));

    /// <summary>The runs of a campaign's whole market that were adopted, by a person. None ever ceases to be.</summary>
    public static IQueryable<PairingRun> AdoptedOf(this MembersStore db, string campaign) =>
        db.Runs.Where(it => it.Campaign == campaign && it.State == RunState.Adopted && !it.Replacement && it.Parent == null);

    /// <summary>The one that was adopted last.</summary>
    public static Task<PairingRun?> LastAdoptedAsync(this MembersStore db, string campaign, CancellationToken stop) =>
        db.AdoptedOf(campaign).AsNoTracking().OrderByDescending(it => it.AdoptedAs).FirstOrDefaultAsync(stop);
}
