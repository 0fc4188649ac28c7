using Contracts;

namespace Households;

/// <summary>Counts (梳理统计) of one kind of those in the database on a day: by area of every level, and by what <see cref="Column"/> names.</summary>
sealed class Tally
{
    /// <summary>Digits of a county's prefix: of counties figures by two dimensions at once are counted.</summary>
    public const int County = 6;

    readonly Dictionary<string, Dictionary<string, int>> areas = new(StringComparer.Ordinal);

    /// <summary>By significant prefix of a division's code; what was never counted is none.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, int>> Areas => areas;

    public int Of(string area, string column) => areas.GetValueOrDefault(area)?.GetValueOrDefault(column) ?? 0;

    /// <summary>Counts one household for as many as it stands for.</summary>
    public void Count(CountedHousehold household, StatisticKind kind)
    {
        var all = kind.Weight(household);
        if (all == 0) return;
        var (community, county) = (At(household.Area), At(household.Area[..County]));
        var band = Column.Score(Column.BandOf(household.Need));
        Add(community, Column.All, all);
        Add(community, band, all);
        var codes = Codes.Held(household.Categories);
        foreach (var code in codes)
        {
            var (column, held) = (Column.Category(code), kind.Weight(household, code));
            Add(community, column, held);
            Add(county, Column.Cross(column, band), held);
            foreach (var need in household.Needs) Add(county, Column.Cross(column, Column.Need(need)), held);
        }
        foreach (var need in household.Needs)
        {
            Add(community, Column.Need(need), all);
            Add(county, Column.Cross(Column.Need(need), band), all);
        }
    }

    /// <summary>Adds communities up to what they lie in.</summary>
    public void AddUp()
    {
        foreach (var (code, counts) in areas.Where(it => it.Key.Length == AreaCode.Length).ToList())
            foreach (var level in AreaLevels.All.SkipLast(1))
            {
                var within = At(AreaCode.Prefix(code, level));
                foreach (var (column, count) in counts) Add(within, column, count);
            }
    }

    Dictionary<string, int> At(string area)
    {
        if (!areas.TryGetValue(area, out var counts)) areas.Add(area, counts = new Dictionary<string, int>(StringComparer.Ordinal));
        return counts;
    }

    static void Add(Dictionary<string, int> counts, string column, int count)
    {
        if (count > 0) counts[column] = counts.GetValueOrDefault(column) + count;
    }
}

/// <summary>Of a household in the database what is counted, nothing personal.</summary>
/// <param name="Area">12-digit code of the community</param>
sealed record CountedHousehold(string Area, IReadOnlyList<HeldCategory> Categories, string[] Needs, int Need, int Persons);

/// <summary>Who is counted.</summary>
sealed class StatisticKind
{
    const string partyMember = "party-member";

    readonly Func<CountedHousehold, int> weight;
    readonly Func<CountedHousehold, string, int> weightOfCode;

    StatisticKind(string name, Func<CountedHousehold, int> weight, Func<CountedHousehold, string, int>? weightOfCode = null) =>
        (Name, this.weight, this.weightOfCode) = (name, weight, weightOfCode ?? ((household, _) => weight(household)));

    public string Name { get; }

    /// <summary>
    /// Needy households; their persons, a category counting those for whom it holds; needy party members (困难党员), one for
    /// each person who is said to be one, or for a household of which only that is said.
    /// </summary>
    public static readonly IReadOnlyList<StatisticKind> All =
    [
        new("households", _ => 1),
        new("persons", it => it.Persons, (it, code) => WithCode(it, code, everyone: it.Persons)),
        new("party-members", it => WithCode(it, partyMember, everyone: 1)),
    ];

    public int Weight(CountedHousehold household) => weight(household);

    public int Weight(CountedHousehold household, string code) => weightOfCode(household, code);

    static int WithCode(CountedHousehold it, string code, int everyone)
    {
        var (persons, whole) = (0, false);
        foreach (var held in it.Categories)
            if (held.Holds && held.Code == code)
                if (held.Person == HeldCategory.Everyone) whole = true;
                else persons++;
        return whole && everyone > persons ? everyone : persons;
    }
}
