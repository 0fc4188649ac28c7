using System.Globalization;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Lists households that may be one: those of whom both are in the caller's area, the likeliest first.</summary>
sealed class ListDuplicates(HouseholdsStore db, FindPair find, FindCodes codes)
{
    /// <param name="area">both are in it: a code or its significant prefix</param>
    /// <param name="least">the least score</param>
    /// <exception cref="InvalidException">rules <c>area-code-form</c>, <c>page-limit</c>, <c>cursor-is-readable</c></exception>
    public async Task<Page<DuplicateView>> PageAsync(string? area, int least, string? after, int? limit, CancellationToken stop)
    {
        var page = await Waiting(area, least, after).PageAsync(limit, CursorOf, stop);
        var households = await find.ByIdAsync(page.Items.SelectMany(it => new[] { it.One, it.Other }), stop);
        var categories = (await codes.ListsAsync(stop)).Categories;
        // Who has been taken out between the two questions is not shown.
        var both = page.Items.Where(it => households.ContainsKey(it.One) && households.ContainsKey(it.Other));
        return new Page<DuplicateView>([.. both.Select(it => View(it, households[it.One], households[it.Other], categories))], page.Next);
    }

    /// <summary>All of them without anything personal, to be taken away; that is recorded first.</summary>
    public async Task<IAsyncEnumerable<DuplicateRow>> ExportAsync(string? area, int least, CancellationToken stop)
    {
        var waiting = Waiting(area, least, after: null);
        await db.RecordFirstAsync(new AuditedAct(AuditedAct.Export, "duplicates-list", "duplicates", db.Caller.Area), stop);
        return (
            from pair in waiting
            join one in db.Households on pair.One equals one.Id
            join other in db.Households on pair.Other equals other.Id
            orderby pair.Score descending, pair.One, pair.Other
            select new { pair.One, OneArea = one.Area, pair.Other, OtherArea = other.Area, pair.Lines }).AsAsyncEnumerable().Select(it =>
            {
                var score = DuplicateScore.Read(it.Lines);
                return new DuplicateRow(it.One, it.OneArea, it.Other, it.OtherArea, score.Points, [.. score.Lines.Select(line => line.What)]);
            });
    }

    /// <summary>Verdicts on pairs that the caller sees, by the ids of the pair.</summary>
    public async Task<Page<VerdictView>> VerdictsAsync(string? after, int? limit, CancellationToken stop)
    {
        var verdicts = db.Verdicts.AsNoTracking().Where(it => db.Households.Any(one => one.Id == it.One) && db.Households.Any(other => other.Id == it.Other));
        if (after is not null)
        {
            var (one, other) = ReadPair(after.Split('/'));
            verdicts = verdicts.Where(it => it.One.CompareTo(one) > 0 || it.One == one && it.Other.CompareTo(other) > 0);
        }
        var page = await verdicts.OrderBy(it => it.One).ThenBy(it => it.Other).PageAsync(limit, it => $"{it.One}/{it.Other}", stop);
        return new Page<VerdictView>([.. page.Items.Select(it => VerdictView.Of(it, db.Sealing))], page.Next);
    }

    /// <summary>Keys that too many share, of which all are in the caller's area.</summary>
    public Task<Page<CrowdView>> CrowdsAsync(string? after, int? limit, CancellationToken stop)
    {
        var crowds = db.Crowds.AsNoTracking();
        if (after is not null) crowds = crowds.Where(it => it.Id.CompareTo(after) > 0);
        return crowds.OrderBy(it => it.Id).Select(it => new CrowdView(it.Id, it.Kind, it.Area, it.Households, it.Example)).PageAsync(limit, it => it.Id, stop);
    }

    public async Task<DuplicateLook> LookAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await db.Looks.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "look-is-known");

    /// <summary>The newest first.</summary>
    public async Task<Page<LookView>> LooksAsync(string? after, int? limit, CancellationToken stop)
    {
        var looks = db.Looks.AsNoTracking();
        if (after is not null)
        {
            var last = await LookAsync(after, stop);
            looks = looks.Where(it => it.QueuedAt < last.QueuedAt || it.QueuedAt == last.QueuedAt && it.Id.CompareTo(last.Id) < 0);
        }
        var page = await looks.OrderByDescending(it => it.QueuedAt).ThenByDescending(it => it.Id).PageAsync(limit, it => it.Id, stop);
        return new Page<LookView>([.. page.Items.Select(LookView.Of)], page.Next);
    }

    /// <summary>One that moved out of the caller's area since is not seen, and one that was taken out of the database is none any more.</summary>
    IQueryable<Candidate> Waiting(string? area, int least, string? after)
    {
        var seen = db.Households.Where(it => it.Active);
        var pairs = db.Candidates.AsNoTracking().Where(it => it.Score >= least && seen.Any(one => one.Id == it.One) && seen.Any(other => other.Id == it.Other));
        if (!string.IsNullOrEmpty(area))
        {
            var (from, until) = AreaFilter.Range(area);
            pairs = pairs.Where(it => it.Area.CompareTo(from) >= 0 && it.Area.CompareTo(until) < 0);
        }
        if (after is not null)
        {
            var (score, one, other) = ReadCursor(after);
            pairs = pairs.Where(it => it.Score < score || it.Score == score && (it.One.CompareTo(one) > 0 || it.One == one && it.Other.CompareTo(other) > 0));
        }
        return pairs.OrderByDescending(it => it.Score).ThenBy(it => it.One).ThenBy(it => it.Other);
    }

    static DuplicateView View(Candidate it, Household one, Household other, CodeList categories)
    {
        var score = DuplicateScore.Read(it.Lines);
        return new DuplicateView(HouseholdView.Of(one, categories), HouseholdView.Of(other, categories), score.Points, score.Lines, null);
    }

    // No id has a slash in it.
    static string CursorOf(Candidate it) => string.Create(CultureInfo.InvariantCulture, $"{it.Score}/{it.One}/{it.Other}");

    static (int Score, string One, string Other) ReadCursor(string after)
    {
        var parts = after.Split('/');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var score)) throw new InvalidException("after", "cursor-is-readable");
        var (one, other) = ReadPair(parts[1..]);
        return (score, one, other);
    }

    static (string One, string Other) ReadPair(string[] parts) => parts is [var one, var other] ? (one, other) : throw new InvalidException("after", "cursor-is-readable");
}
