using System.Globalization;
using Defaults;

namespace Households;

/// <summary>How fresh (数据鲜活度) the data of a community's active households are.</summary>
/// <param name="Oldest">the day for which the household was confirmed last of which that is longest ago</param>
/// <param name="Median">half of them were confirmed as of this day or an older one</param>
/// <param name="Pushed">the newest day for which a push said what is known now of any of them; null for none</param>
/// <param name="Unconfirmed">how many were not confirmed for more than the rule's days</param>
/// <param name="Stale">more of them than the rule's share</param>
sealed record CommunityFreshness(string Area, int Active, DateOnly Oldest, DateOnly Median, DateOnly Newest, DateOnly? Pushed, int Unconfirmed, bool Stale)
{
    public const string Header = "area,active,oldest,median,newest,pushed,unconfirmed,stale,most_days,most_share";

    /// <param name="days">each day once, the oldest first</param>
    public static CommunityFreshness Of(string area, IReadOnlyList<ConfirmedCount> days, FreshnessRule rule)
    {
        var active = days.Sum(it => it.Households);
        var unconfirmed = days.Where(it => it.AsOf < rule.Since).Sum(it => it.Households);
        return new CommunityFreshness(
            area, active, days[0].AsOf, Middle(days, (active + 1) / 2), days[^1].AsOf, days.LastOrDefault(it => it.Pushed > 0)?.AsOf, unconfirmed,
            100L * unconfirmed > (long)rule.MostShare * active);
    }

    public string ToCsv(FreshnessRule rule) => CsvCell.Line(
        Area, $"{Active}", Day(Oldest), Day(Median), Day(Newest), Pushed is { } day ? Day(day) : "", $"{Unconfirmed}", Stale ? "true" : "false", $"{rule.MostDays}", $"{rule.MostShare}");

    static DateOnly Middle(IReadOnlyList<ConfirmedCount> days, int place)
    {
        var at = 0;
        for (var passed = days[0].Households; passed < place; passed += days[at].Households) at++;
        return days[at].AsOf;
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Active households of a community that were confirmed as of a day.</summary>
/// <param name="Pushed">of how many of them a push said so</param>
sealed record ConfirmedCount(string Area, DateOnly AsOf, int Households, int Pushed);

/// <summary>
/// A community is stale when more than <paramref name="MostShare"/> percent of its active households were last confirmed before
/// <paramref name="Since"/>, more than <paramref name="MostDays"/> days ago.
/// </summary>
sealed record FreshnessRule(int MostDays, int MostShare, DateOnly Since)
{
    public string Message => Texts.Of("community-is-confirmed");
}

sealed record FreshnessPage(FreshnessRule Rule, IReadOnlyList<CommunityFreshness> Items, string? Next);
