using Microsoft.EntityFrameworkCore;

namespace Members;

static class FindBarred
{
    /// <summary>
    /// Pairings whose two are not to be proposed again, whoever asks: one side declined. What the committee ended a person
    /// may propose again, and the service does not by itself.
    /// </summary>
    public static IQueryable<Pairing> BarredFrom(this MembersStore db, PairingRun run)
    {
        var (campaign, all) = (run.Campaign, db.Pairings.IgnoreQueryFilters());
        return run.Replacement
            ? all.Where(it => it.Campaign == campaign && (it.Status == PairingStatus.Declined || it.EndReason == Pairing.EndedByCommittee))
            : all.Where(it => it.Campaign == campaign && it.Status == PairingStatus.Declined);
    }
}
