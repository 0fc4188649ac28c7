using System.Runtime.CompilerServices;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// What households have said about their consent: all of one, and by community how many said what. Each question begins with the
/// households of the caller's area; what holds of them is found by its key.
/// </summary>
sealed class FindConsents(HouseholdsStore db)
{
    public async Task<ConsentsView> OfAsync(string id, int? after, int? limit, CancellationToken stop)
    {
        Missing.IfNull(await db.Households.Where(it => it.Id == id).Select(it => it.Id).SingleOrDefaultAsync(stop), "household-is-known");
        var holds = await db.ConsentStandings.AsNoTracking().Where(it => it.Household == id).ToDictionaryAsync(it => it.Scope, StringComparer.Ordinal, stop);
        var page = await db.ConsentRecords.AsNoTracking().Where(it => it.Household == id && (after == null || it.Number > after)).OrderBy(it => it.Number)
            .PageAsync(limit, it => $"{it.Number}", stop);
        var others = page.Items.Select(it => it.SaidBy).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var shown = others.Length == 0 ? [] : await db.Households.Where(it => others.Contains(it.Id)).Select(it => it.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
        return new ConsentsView(
            [.. ConsentScope.Codes.Select(scope => holds.TryGetValue(scope, out var it)
                ? new HeldConsent(scope, it.Outcome, it.Day, it.Number, it.Notice)
                : new HeldConsent(scope, null, null, null, null))],
            // One elsewhere is not named.
            [.. page.Items.Select(it => it.SaidBy is { } other && !shown.Contains(other) ? ConsentView.Of(it) with { SaidBy = "" } : ConsentView.Of(it))], page.Next);
    }

    public async Task<Page<CommunityConsents>> FiguresAsync(string? area, string? scope, string? after, int? limit, CancellationToken stop)
    {
        var most = Paging.MostOf(limit);
        var found = await CommunitiesAsync(area, Known(scope), after, stop).Take(most + 1).ToListAsync(stop);
        return new Page<CommunityConsents>([.. found.Take(most)], found.Count > most ? found[most - 1].Area : null);
    }

    /// <summary>All of them, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<CommunityConsents>> ExportFiguresAsync(string? area, string? scope, CancellationToken stop)
    {
        var all = CommunitiesAsync(area, Known(scope), after: null, stop);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "consents", "register", db.Caller.Area) { Detail = $"scope={scope}" }, stop);
        return all;
    }

    /// <summary>Those who were not asked yet, ordered by id.</summary>
    public Task<Page<UnaskedHousehold>> UnaskedAsync(string? area, string? scope, string? after, int? limit, CancellationToken stop) =>
        Unasked(area, Known(scope), after).PageAsync(limit, it => it.Id, stop);

    /// <inheritdoc cref="ExportFiguresAsync"/>
    public async Task<IAsyncEnumerable<UnaskedHousehold>> ExportUnaskedAsync(string? area, string? scope, CancellationToken stop)
    {
        var all = Unasked(area, Known(scope), after: null).AsAsyncEnumerable();
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "consents-missing", "register", db.Caller.Area) { Detail = $"scope={scope}" }, stop);
        return all;
    }

    /// <exception cref="InvalidException">rule <c>code-is-known</c></exception>
    static string Known(string? scope) => scope is not null && ConsentScope.Codes.Contains(scope) ? scope : throw new InvalidException("scope", "code-is-known");

    IQueryable<Household> Active(string? area)
    {
        var households = db.Households.AsNoTracking().Where(it => it.Active);
        if (string.IsNullOrEmpty(area)) return households;
        var (from, until) = AreaFilter.Range(area);
        return households.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
    }

    IQueryable<UnaskedHousehold> Unasked(string? area, string scope, string? after)
    {
        var households = Active(area).Where(it => !db.ConsentStandings.Any(said => said.Household == it.Id && said.Scope == scope));
        if (after is not null) households = households.Where(it => it.Id.CompareTo(after) > 0);
        return households.OrderBy(it => it.Id).Select(it => new UnaskedHousehold(it.Id, it.Area));
    }

    /// <summary>In the order of codes, in one grouped query.</summary>
    async IAsyncEnumerable<CommunityConsents> CommunitiesAsync(string? area, string scope, string? after, [EnumeratorCancellation] CancellationToken stop)
    {
        var counts = new List<ConsentCount>();
        await foreach (var count in Counts(area, scope, after).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (counts.Count > 0 && counts[0].Area != count.Area)
            {
                yield return CommunityConsents.Of(counts[0].Area, scope, counts);
                counts.Clear();
            }
            counts.Add(count);
        }
        if (counts.Count > 0) yield return CommunityConsents.Of(counts[0].Area, scope, counts);
    }

    IQueryable<ConsentCount> Counts(string? area, string scope, string? after)
    {
        var households = Active(area);
        if (after is not null) households = households.Where(it => it.Area.CompareTo(after) > 0);
        return
            from household in households
            join it in db.ConsentStandings.Where(it => it.Scope == scope) on household.Id equals it.Household into words
            from word in words.DefaultIfEmpty()
            group household by new { household.Area, Outcome = (ConsentOutcome?)word!.Outcome } into same
            orderby same.Key.Area
            select new ConsentCount(same.Key.Area, same.Key.Outcome, same.Count());
    }
}
