using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>
/// Reads the coded lists. They are some dozens of rows, and the store alone says what they are, so that all replicas say the same:
/// whoever accepts something by them reads them in the turn in which it is saved.
/// </summary>
sealed class FindCodes(HouseholdsStore db)
{
    /// <summary>Who may see the list of households, and so may count them.</summary>
    static readonly string[] counting = [Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee];

    // The lists are everybody's, of those too who have no area: the filter would hide them from them.
    public async Task<CodeLists> ListsAsync(CancellationToken stop) => CodeLists.Of(await db.ReferenceCodes.IgnoreQueryFilters().AsNoTracking().ToListAsync(stop));

    /// <exception cref="MissingException">rule <c>list-is-known</c></exception>
    public static void CheckList(string list)
    {
        if (!ReferenceCode.Lists.Contains(list)) throw new MissingException("list-is-known");
    }

    /// <summary>The codes of one list or of both, in order.</summary>
    /// <param name="on">only those that hold on this day</param>
    /// <param name="held">counts who has them: one pass over the households of the caller's area, so that it is asked for</param>
    /// <exception cref="InvalidException">field <c>held</c>, when the caller may not see the list of households</exception>
    public async Task<IReadOnlyList<CodeView>> AllAsync(string? list, DateOnly? on, bool held, CancellationToken stop)
    {
        if (list is not null) CheckList(list);
        if (held && !counting.Any(db.Caller.Has)) throw new InvalidException("held", "counts-are-for-who-lists-households");
        var lists = await ListsAsync(stop);
        var holders = held ? await HoldersAsync(stop) : null;
        return [.. (list is null ? ReferenceCode.Lists : [list]).SelectMany(it => lists.Of(it).All).Where(it => on is not { } day || it.HoldsOn(day))
            .Select(it => CodeView.Of(it, holders?.GetValueOrDefault((it.List, it.Code))))];
    }

    /// <exception cref="MissingException">rules <c>list-is-known</c>, <c>code-is-known</c></exception>
    public async Task<CodeView> OneAsync(string list, string code, CancellationToken stop)
    {
        CheckList(list);
        return CodeView.Of(Missing.IfNull((await ListsAsync(stop)).Of(list).Find(code), "code-is-known"), null);
    }

    /// <summary>By list and code how many households in the database have it, themselves or a person of theirs.</summary>
    async Task<Dictionary<(string List, string Code), int>> HoldersAsync(CancellationToken stop)
    {
        var holders = new Dictionary<(string, string), int>();
        await foreach (var it in db.Households.AsNoTracking().Where(it => it.Active).Select(it => new { it.Categories, it.Needs }).AsAsyncEnumerable().WithCancellation(stop))
        {
            foreach (var code in Codes.Held(it.Categories)) Count(ReferenceCode.Categories, code);
            foreach (var code in it.Needs) Count(ReferenceCode.Needs, code);
        }
        return holders;

        void Count(string list, string code) => holders[(list, code)] = holders.GetValueOrDefault((list, code)) + 1;
    }
}

/// <param name="ValidTo">first day on which it no longer holds, null while no such day is set</param>
/// <param name="Households">how many in the database and in the caller's area have it still, whether it holds or not; null unless asked for</param>
sealed record CodeView(
    string List, string Code, string Chinese, string English, string? Authority, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo, int Order, int? Households, long Version)
{
    public const string Header = "list,code,chinese,english,authority,parent,valid_from,valid_to,order,households";

    public static CodeView Of(ReferenceCode it, int? households) => new(
        it.List, it.Code, it.Chinese, it.English, it.Authority, it.Parent, it.ValidFrom, it.ValidTo, it.Order, households, it.Version);

    public string ToCsv() => CsvCell.Line(
        List, Code, Chinese, English, Authority ?? "", Parent ?? "", $"{ValidFrom:yyyy-MM-dd}", $"{ValidTo:yyyy-MM-dd}", $"{Order}", $"{Households}");
}
