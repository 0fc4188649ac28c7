using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

static class FindAdopted
{
    /// <summary>What tells the runs of a campaign that were adopted so far, whoever asks.</summary>
    public static async Task<string> BasisOfAdoptedAsync(this MembersStore db, string campaign, CancellationToken stop) => Basis.Of(
        await db.Runs.IgnoreQueryFilters().Where(it => it.Campaign == campaign && it.AdoptedAt != null && it.Parent == null).Select(it => it.Id).ToListAsync(stop));

    /// <summary>The run of a campaign's whole market that was adopted last, by a person.</summary>
    public static Task<PairingRun?> LastAdoptedAsync(this MembersStore db, string campaign, CancellationToken stop) =>
        db.Runs.AsNoTracking().Where(it => it.Campaign == campaign && it.State == RunState.Adopted && !it.Replacement && it.Parent == null)
            .OrderByDescending(it => it.AdoptedAt).FirstOrDefaultAsync(stop);
}
