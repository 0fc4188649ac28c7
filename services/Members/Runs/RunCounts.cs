using Matching;

namespace Members;

/// <summary>What people ask of a run: how many, how far, and how many choices were granted.</summary>
static class RunCounts
{
    public static RunFigures Of(HouseholdMarket market, Outcome outcome, ProofReport report, int loadingMs, int solvingMs, int provingMs)
    {
        var proof = report.Figures;
        var pairs = outcome.Pairs.Select(it => (it.Proposer, it.Acceptor)).ToHashSet();
        bool Paired(string one, string other) => pairs.Contains((one, other)) || pairs.Contains((other, one));
        var mutual = MutualFirst(market).ToList();
        return new(
            proof.Proposers, proof.Acceptors, proof.Seats, proof.FirstPlaces, outcome.Pairs.Count(it => market.StandingOf(it) is not null), proof.SecondPlaces, proof.Unpaired, proof.Idle,
            proof.MeanDistanceDm, proof.NinetyNinthDistanceDm,
            market.Ranks.Count, market.Ranks.Keys.Count(it => Paired(it.From, it.To)),
            mutual.Count, mutual.Count(pairs.Contains),
            outcome.Unpaired.CountBy(it => it.Reason).OrderBy(it => it.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
            market.Assumed.Count, loadingMs, solvingMs, provingMs, Price());

        RunPrice Price()
        {
            var distances = new Distances(outcome.Pairs.Where(it => it.Stage == 1).Select(it => it.DistanceDm));
            var helpers = outcome.Pairs.ToLookup(it => it.Proposer, it => it.Acceptor, StringComparer.Ordinal);
            return new(
                proof.FirstPlaces, proof.SecondPlaces, proof.Unpaired, proof.Idle, Choices(household: true), Choices(household: false), report.Blocking,
                distances.Mean, distances.Percentile(50), distances.Percentile(99), distances.Total,
                market.Households.Sum(it => it.Needs.Count),
                market.Households.Sum(it => it.Needs.Count(need => helpers[it.Id].Any(helper => market.Member(helper).Skills.Contains(need)))),
                market.Parted(outcome).Count());
        }

        SideChoices Choices(bool household)
        {
            var made = market.Ranks.Keys.Where(it => MarketIds.IsHousehold(it.From) == household).ToList();
            var granted = made.Count(it => Paired(it.From, it.To));
            return new(granted, made.Count - granted);
        }
    }

    /// <summary>Of a run by its parts.</summary>
    /// <param name="distances">of all first helpers</param>
    public static RunFigures Sum(IReadOnlyList<RunFigures> parts, Distances distances)
    {
        var prices = parts.Select(it => it.Price!).ToList();
        return new(
            parts.Sum(it => it.Households), parts.Sum(it => it.Members), parts.Sum(it => it.Seats), parts.Sum(it => it.Paired), parts.Sum(it => it.Standing),
            parts.Sum(it => it.SecondPlaces), parts.Sum(it => it.LeftOut), parts.Sum(it => it.Idle), distances.Mean, distances.Percentile(99),
            parts.Sum(it => it.ChoicesMade), parts.Sum(it => it.ChoicesGranted), parts.Sum(it => it.MutualFirst), parts.Sum(it => it.MutualFirstGranted),
            parts.SelectMany(it => it.LeftOutReasons).GroupBy(it => it.Key, it => it.Value).OrderBy(it => it.Key, StringComparer.Ordinal)
                .ToDictionary(it => it.Key, it => it.Sum(), StringComparer.Ordinal),
            parts.Sum(it => it.Assumed), parts.Sum(it => it.LoadingMs), parts.Sum(it => it.SolvingMs), parts.Sum(it => it.ProvingMs),
            new RunPrice(
                prices.Sum(it => it.Pairs), prices.Sum(it => it.SecondPlaces), prices.Sum(it => it.LeftOut), prices.Sum(it => it.Idle),
                Sum(prices.Select(it => it.HouseholdChoices)), Sum(prices.Select(it => it.MemberChoices)), prices.Sum(it => it.Blocking),
                distances.Mean, distances.Percentile(50), distances.Percentile(99), distances.Total, prices.Sum(it => it.Needs), prices.Sum(it => it.NeedsMet)));

        static SideChoices Sum(IEnumerable<SideChoices> sides) => sides.Aggregate(
            new SideChoices(0, 0), (sum, it) => new(sum.Granted + it.Granted, sum.NotGranted + it.NotGranted));
    }

    /// <summary>
    /// Pairs who are each other's first choice and free to be paired: not excluded, within the radius, the household not
    /// standing with another first helper, the member with a seat to give.
    /// </summary>
    static IEnumerable<(string Household, string Member)> MutualFirst(HouseholdMarket market)
    {
        var standing = market.Locks.Where(it => it.Stage == 1).ToList();
        var helped = standing.Select(it => it.Household).ToHashSet(StringComparer.Ordinal);
        var filled = standing.CountBy(it => it.Member).ToDictionary(StringComparer.Ordinal);
        var radius = market.Rules.Radius * 10 ?? long.MaxValue;
        foreach (var (from, to) in market.First)
            if (MarketIds.IsHousehold(from) && market.First.GetValueOrDefault(to) == from
                && !helped.Contains(from) && filled.GetValueOrDefault(to) < market.Member(to).Seats
                && !market.Excluded.Contains((from, to)) && market.DistanceDm(from, to) <= radius)
                yield return (from, to);
    }
}
