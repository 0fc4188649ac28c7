using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>Reads who has a place or a seat to give at the moment when a run is adopted; of a replacement, those whom it pairs.</summary>
sealed class LoadPlaces(MembersStore db)
{
    public async Task<OpenPlaces> RunAsync(PairingRun run, CancellationToken stop)
    {
        var campaign = await db.CampaignAsync(run.Campaign, stop);
        var (from, until) = (run.Area, Scope.Until(run.Area));
        var households = db.WithContact(db.Households.IgnoreQueryFilters().Where(it => it.Active && it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0));
        var members = db.EligibleOf(campaign);
        var excluded = db.Exclusions.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign);
        var barred = db.BarredFrom(run);
        var all = db.Pairings.IgnoreQueryFilters().Where(it => it.Campaign == run.Campaign && it.Until == null);
        IQueryable<Pairing>[] standing = [all];
        if (run.Replacement)
        {
            var pairs = db.RunPairs.IgnoreQueryFilters().Where(it => it.Run == run.Id);
            var (asking, giving) = (pairs.Select(it => it.Household), pairs.Select(it => it.Member));
            (households, members) = (households.Where(it => asking.Contains(it.Id)), members.Where(it => giving.Contains(it.Id)));
            (excluded, barred) = (excluded.Where(it => asking.Contains(it.Household)), barred.Where(it => asking.Contains(it.Household)));
            standing = [all.Where(it => asking.Contains(it.Household)), all.Where(it => giving.Contains(it.Member))];
        }
        var (open, same) = (new OpenPlaces(), new SameTexts());
        await EachAsync(households.Select(it => new { it.Id, it.Area }), it => open.Add(it.Id, same.Of(it.Area)), stop);
        await EachAsync(
            members.Select(it => new { it.Id, it.Organization, it.Seats, it.Residence, it.Skills }),
            it => open.Add(new HelperNow(it.Id, same.Of(it.Organization), it.Seats, same.Of(it.Residence), same.Of(it.Skills))), stop);
        await EachAsync(excluded.Select(it => new { it.Household, it.Member }), it => open.Close(it.Household, it.Member), stop);
        await EachAsync(barred.Select(it => new { it.Household, it.Member }), it => open.Close(it.Household, it.Member), stop);
        foreach (var some in standing)
            await EachAsync(some.Select(it => new { it.Household, it.Stage, it.Member, it.Seat }), it => open.Hold(it.Household, it.Stage, it.Member, it.Seat), stop);
        return open;
    }

    /// <summary>Row by row as they come.</summary>
    static async Task EachAsync<T>(IQueryable<T> rows, Action<T> take, CancellationToken stop)
    {
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop)) take(row);
    }
}
