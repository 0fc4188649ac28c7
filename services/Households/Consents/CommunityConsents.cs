using Defaults;

namespace Households;

/// <summary>How many of a community's active households have said what of one scope.</summary>
sealed record CommunityConsents(string Area, string Scope, int Active, int Given, int Refused, int Withdrawn, int NotAsked)
{
    public const string Header = "area,scope,active,given,refused,withdrawn,not_asked";

    public static CommunityConsents Of(string area, string scope, IReadOnlyList<ConsentCount> counts)
    {
        int Said(ConsentOutcome? outcome) => counts.Where(it => it.Outcome == outcome).Sum(it => it.Households);
        return new CommunityConsents(
            area, scope, counts.Sum(it => it.Households), Said(ConsentOutcome.Given), Said(ConsentOutcome.Refused), Said(ConsentOutcome.Withdrawn), Said(null));
    }

    public string ToCsv() => CsvCell.Line(Area, Scope, $"{Active}", $"{Given}", $"{Refused}", $"{Withdrawn}", $"{NotAsked}");
}

/// <param name="Outcome">null where it was not asked yet</param>
sealed record ConsentCount(string Area, ConsentOutcome? Outcome, int Households);
