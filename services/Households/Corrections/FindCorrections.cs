using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds corrections: those that the caller may decide, those of its area, and those that it asked for.</summary>
sealed class FindCorrections(HouseholdsStore db, LoadKnown known)
{
    /// <summary>The oldest first.</summary>
    /// <param name="all">decided ones too, and those that others decide</param>
    public async Task<Page<CorrectionView>> PageAsync(bool all, string? after, int? limit, CancellationToken stop)
    {
        var page = await Listed(all, after).PageAsync(limit, it => it.Id, stop);
        return new Page<CorrectionView>(await ViewsAsync(page.Items, stop), page.Next);
    }

    /// <summary>All of them, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<CorrectionLine>> ExportAsync(bool all, bool mine, CancellationToken stop)
    {
        var lines = (mine ? Mine(after: null) : Listed(all, after: null)).Select(it => new CorrectionLine(
            it.Id, it.Household, it.Area, it.Named, it.Decider, it.State, it.AskedAt, it.EffectOn, it.DecidedAt, it.Rule)).AsAsyncEnumerable();
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "corrections-list", "corrections", db.Caller.Area), stop);
        return lines;
    }

    /// <summary>What the caller asked for and what became of it, the oldest first.</summary>
    public async Task<Page<AskedView>> MineAsync(string? after, int? limit, CancellationToken stop)
    {
        var page = await Mine(after).PageAsync(limit, it => it.Id, stop);
        return new Page<AskedView>([.. page.Items.Select(AskedView.Of)], page.Next);
    }

    /// <summary>One as whoever answers for its area sees it, null where the caller does not.</summary>
    public async Task<CorrectionView?> SeenAsync(string id, CancellationToken stop) =>
        await db.Corrections.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop) is { } one ? (await ViewsAsync([one], stop))[0] : null;

    /// <exception cref="MissingException">rule <c>correction-is-known</c></exception>
    public async Task<AskedView> AskedAsync(string id, CancellationToken stop) =>
        AskedView.Of(Missing.IfNull(await Mine(after: null).SingleOrDefaultAsync(it => it.Id == id, stop), "correction-is-known"));

    IQueryable<Correction> Listed(bool all, string? after)
    {
        var corrections = db.Corrections.AsNoTracking();
        if (!all)
        {
            var (bureau, street, subject) = (db.Caller.Has(Role.CivilAffairs), db.Caller.Has(Role.Street), db.Caller.Subject);
            corrections = corrections.Where(it => it.State == CorrectionState.Open && (bureau || street && it.Decider == CorrectionDecider.Street)
                && !db.CorrectionAskers.Any(asker => asker.Correction == it.Id && asker.Subject == subject));
        }
        return After(corrections, after);
    }

    /// <summary>Past the caller's area: a member has none, and who asked in one hears the answer in another.</summary>
    IQueryable<Correction> Mine(string? after)
    {
        var subject = db.Caller.Subject;
        return After(db.Corrections.IgnoreQueryFilters().AsNoTracking().Where(it => db.CorrectionAskers.Any(asker => asker.Correction == it.Id && asker.Subject == subject)), after);
    }

    static IQueryable<Correction> After(IQueryable<Correction> corrections, string? after) =>
        (after is null ? corrections : corrections.Where(it => it.Id.CompareTo(after) > 0)).OrderBy(it => it.Id);

    async Task<IReadOnlyList<CorrectionView>> ViewsAsync(IReadOnlyList<Correction> some, CancellationToken stop)
    {
        var waiting = some.Where(it => it.IsWaiting).Select(it => it.Household).Distinct(StringComparer.Ordinal).ToArray();
        var others = (await db.Corrections.AsNoTracking().Where(it => waiting.Contains(it.Household)
            && (it.State == CorrectionState.Open || it.State == CorrectionState.Approved)).ToListAsync(stop)).ToLookup(it => it.Household, StringComparer.Ordinal);
        var households = await known.ByIdAsync(waiting, stop);
        var ids = some.Select(it => it.Id).ToArray();
        var askers = await db.CorrectionAskers.Where(it => ids.Contains(it.Correction)).GroupBy(it => it.Correction)
            .Select(it => new { it.Key, Count = it.Count() }).ToDictionaryAsync(it => it.Key, it => it.Count, StringComparer.Ordinal, stop);
        return [.. some.Select(it => CorrectionView.Of(
            it, it.IsWaiting ? [.. others[it.Household].Where(it.IsInConflictWith).Select(other => other.Id).Order(StringComparer.Ordinal)] : [],
            askers.GetValueOrDefault(it.Id), it.IsWaiting ? households.GetValueOrDefault(it.Household) : null))];
    }
}
