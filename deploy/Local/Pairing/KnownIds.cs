using Contracts;
using Defaults;
using Households;
using Members;
using Organizations;

namespace Local;

/// <summary>What the lists themselves say about the whole: which ids there are, and which division they lie in.</summary>
sealed class KnownIds
{
    public required HashSet<string> Organizations { get; init; }
    public required HashSet<string> Members { get; init; }
    public required HashSet<string> Households { get; init; }

    /// <summary>
    /// Whether every row could be read. What could not is refused by the service that takes the list; which ids it would
    /// have named nobody knows.
    /// </summary>
    public required bool AreAll { get; init; }

    /// <summary>12-digit code of the smallest division that holds all communities and organizations; null when there is none.</summary>
    public required string? Division { get; init; }

    /// <summary>Whether an id is one of organizations, and whether it is one of members or households.</summary>
    public (bool Organizations, bool Members) MarketsOf(string id) => (Organizations.Contains(id), Members.Contains(id) || Households.Contains(id));

    public static async Task<KnownIds> ReadAsync(ListFolder lists, CancellationToken stop)
    {
        var areas = await ReadAsync(lists, "areas.csv", stop);
        var organizations = await ReadAsync(lists, "organizations.csv", stop);
        var members = await ReadAsync(lists, "members.csv", stop);
        var households = await ReadAsync(lists, "households.csv", stop);
        return new KnownIds
        {
            Organizations = Ids(organizations),
            Members = Ids(members),
            Households = Ids(households),
            AreAll = !organizations.Faults.Any && !members.Faults.Any && !households.Faults.Any,
            Division = DivisionOf([
                .. areas.Rows.Where(row => row["level"] is "district" or "street" or "community").Select(row => row["code"]),
                .. organizations.Rows.Select(row => row["area"]),
            ]),
        };
    }

    static HashSet<string> Ids(CsvList list) => list.Rows.Select(row => row["id"]).ToHashSet(StringComparer.Ordinal);

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
