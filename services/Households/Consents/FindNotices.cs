using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Which notices there are, and which one is in force on a day.</summary>
sealed class FindNotices(HouseholdsStore db)
{
    // A notice is everybody's, of those too who have no area: the filter would hide it from them.
    IQueryable<Notice> All => db.Notices.IgnoreQueryFilters().AsNoTracking();

    /// <summary>Null where none was in force yet.</summary>
    public Task<Notice?> OnAsync(DateOnly day, CancellationToken stop) =>
        All.Where(it => it.InForceFrom <= day).OrderByDescending(it => it.InForceFrom).ThenByDescending(it => it.Number).FirstOrDefaultAsync(stop);

    /// <summary>The newest first.</summary>
    public async Task<Page<NoticeView>> PageAsync(int? after, int? limit, CancellationToken stop)
    {
        var inForce = await NumberNowAsync(stop);
        var page = await All.Where(it => after == null || it.Number < after).OrderByDescending(it => it.Number).PageAsync(limit, it => $"{it.Number}", stop);
        return new Page<NoticeView>([.. page.Items.Select(it => NoticeView.Of(it, inForce))], page.Next);
    }

    /// <exception cref="MissingException">rule <c>notice-is-known</c></exception>
    public async Task<NoticeView> OneAsync(int number, CancellationToken stop) =>
        NoticeView.Of(Missing.IfNull(await All.SingleOrDefaultAsync(it => it.Number == number, stop), "notice-is-known"), await NumberNowAsync(stop));

    async Task<int?> NumberNowAsync(CancellationToken stop) => (await OnAsync(db.Today, stop))?.Number;
}

/// <param name="InForceFrom">null until it is adopted</param>
/// <param name="InForce">whether it is the one that is in force today</param>
sealed record NoticeView(
    int Number, string Chinese, string English, IReadOnlyList<string> Scopes, DateOnly From, string ProposedBy, DateTime ProposedAt, string? AdoptedBy, DateTime? AdoptedAt,
    DateOnly? InForceFrom, bool InForce)
{
    public static NoticeView Of(Notice it, int? inForce) => new(
        it.Number, it.Chinese, it.English, it.Scopes, it.From, it.ProposedBy, it.ProposedAt, it.AdoptedBy, it.AdoptedAt, it.InForceFrom, it.Number == inForce);
}
