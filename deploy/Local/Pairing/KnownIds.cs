using Contracts;
using Defaults;
using Households;
using Members;
using Organizations;

namespace Local;

/// <summary>
/// What the lists themselves say about the whole, before anything is started: which ids there are, which division they
/// lie in, who could try the platform.
/// </summary>
sealed class KnownIds
{
    readonly HashSet<string> organizations, members, households;

    KnownIds(ListFolder lists, CsvList areas, CsvList organizations, CsvList members, CsvList households)
    {
        Lists = lists;
        (this.organizations, this.members, this.households) = (Ids(organizations), Ids(members), Ids(households));
        Division = DivisionOf([
            .. areas.Rows.Where(row => row["level"] is "district" or "street" or "community").Select(row => row["code"]),
            .. organizations.Rows.Select(row => row["area"]),
        ]);
        if (Division is null) Refusal = WhyNoDivision(areas, organizations, members, households);
        AreAll = !organizations.Faults.Any && !members.Faults.Any && !households.Faults.Any;
        Others = OthersOf(organizations.Rows, members.Rows);
    }

    KnownIds(ListFolder lists, IReadOnlyList<ListedFault> unreadable)
    {
        (organizations, members, households) = ([], [], []);
        (Lists, Others, Refusal) = (lists, [], new Refusal(unreadable, unreadable.Count));
    }

    public ListFolder Lists { get; }

    /// <summary>
    /// Whether every row could be read. What could not is refused by the service that takes the list; which ids it would
    /// have named nobody knows.
    /// </summary>
    public bool AreAll { get; }

    /// <summary>12-digit code of the smallest division that holds all communities and organizations; null when there is none.</summary>
    public string? Division { get; }

    /// <summary>Why nothing can be begun with these lists; null when something can, and then there is a division.</summary>
    public Refusal? Refusal { get; }

    /// <summary>An account for each kind of caller, to try the platform with: the first of each in the lists.</summary>
    public IReadOnlyList<LocalAccount> Others { get; }

    /// <summary>Whether an id is one of organizations, and whether it is one of members or households.</summary>
    public (bool Organizations, bool Members) MarketsOf(string id) => (organizations.Contains(id), members.Contains(id) || households.Contains(id));

    public static async Task<KnownIds> ReadAsync(ListFolder lists, CancellationToken stop)
    {
        if (lists.Unreadable() is { Count: > 0 } unreadable) return new KnownIds(lists, unreadable);
        var areas = await ReadAsync(lists, "areas.csv", stop);
        var organizations = await ReadAsync(lists, "organizations.csv", stop);
        var members = await ReadAsync(lists, "members.csv", stop);
        return new KnownIds(lists, areas, organizations, members, await ReadAsync(lists, "households.csv", stop));
    }

    static HashSet<string> Ids(CsvList list) => list.Rows.Select(row => row["id"]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The lists' own faults, if that is why; else that they lie nowhere together.</summary>
    static Refusal WhyNoDivision(params CsvList[] lists)
    {
        const string rule = "lists-name-a-division";
        var faults = lists.SelectMany(list => ListedFault.From(list.Faults)).Take(Faults.Listed).ToList();
        return faults.Count > 0
            ? new Refusal(faults, lists.Sum(list => list.Faults.Count))
            : new Refusal([new ListedFault("areas.csv", 1, "code", rule, Texts.Of(rule))], 1);
    }

    static List<LocalAccount> OthersOf(IReadOnlyList<CsvRow> organizations, IReadOnlyList<CsvRow> members)
    {
        var accounts = new List<LocalAccount>();
        foreach (var (user, role, kind) in new[] { ("organ", Role.Organ, "organ"), ("community", Role.Community, "community") })
            if (First(organizations, row => row["kind"] == kind && row.Id("id") is not null) is { } row)
                accounts.Add(Accounts.New(user, role, row["area"], row["id"]));
        if (First(members, row => row.Id("id") is not null && row.Id("organization") is not null) is { } member)
            accounts.Add(Accounts.New("member", Role.Member, member["area"], member["organization"], member["id"]));
        return accounts;
    }

    static CsvRow? First(IReadOnlyList<CsvRow> rows, Func<CsvRow, bool> fits) =>
        rows.Where(row => AreaCode.IsWellFormed(row["area"]) && fits(row)).Select(row => (CsvRow?)row).FirstOrDefault();

    static string? DivisionOf(IEnumerable<string> codes)
    {
        string? common = null;
        foreach (var code in codes.Where(AreaCode.IsWellFormed)) common = common is null ? code : Common(common, code);
        if (common is null) return null;
        var digits = new[] { 12, 9, 6, 4, 2, 0 }.First(length => length <= common.Length);
        return digits == 0 ? null : common[..digits].PadRight(AreaCode.Length, '0');
    }

    static string Common(string one, string other) => one[..one.AsSpan().CommonPrefixLength(other)];

    static async Task<CsvList> ReadAsync(ListFolder lists, string file, CancellationToken stop)
    {
        await using var stream = lists.Open(file);
        return await CsvList.ReadAsync(stream, file, ListColumns.Of(file), stop);
    }
}

/// <summary>The columns of each list: those of the service that takes it.</summary>
static class ListColumns
{
    public static Columns Of(string file) => file switch
    {
        "areas.csv" => OrganizationsService.AreaColumns,
        "organizations.csv" => OrganizationsService.UnitColumns,
        "members.csv" => MembersService.MemberColumns,
        "households.csv" => HouseholdsService.HouseholdColumns,
        "choices.csv" => OrganizationsService.ChoiceColumns,
        "exclusions.csv" => MembersService.ExclusionColumns,
        _ => throw new ArgumentException("not one of the lists", nameof(file)),
    };
}
