using System.Text.Json;
using Contracts;
using Matching;

namespace Members.Tests;

/// <summary>Where the objective is stable a replacement looks at a part of its market, and finds in it what it would find in the whole.</summary>
public sealed class AskingMarketTests
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20300310;

    static readonly string[] areas = [District.First, District.Second, District.OtherStreet], kinds = ["medical", "legal", "company"];

    [Fact]
    public void What_is_found_for_those_who_ask_is_the_same_in_the_part_as_in_the_whole()
    {
        var (pairs, left, fates, dropped, assumed) = (0, 0, 0, 0, 0);
        for (var at = 0; at < 300; at++)
        {
            var whole = Some(new Random(unchecked(seed + 7_919 * at)));
            var part = AskingMarket.Of(whole);
            var (expected, found) = (Found(whole), Found(part));
            Assert.True(expected == found, $"market {at}, seed {seed}\nwhole: {expected}\npart:  {found}");
            pairs += expected.Split("DistanceDm").Length - 1;
            left += expected.Split("all-").Length - 1;
            fates += expected.Split("CameFirst").Length - 1;
            assumed += expected.Split("place-assumed").Length - 1;
            dropped += whole.Households.Count - part.Households.Count;
        }
        // Of each there is enough to tell.
        Assert.True(pairs > 500 && left > 50 && fates > 300 && assumed > 100 && dropped > 300, $"{pairs} {left} {fates} {assumed} {dropped}");
    }

    [Fact]
    public void Only_those_stay_who_ask_who_have_room_and_whose_seats_are_asked_for()
    {
        MarketHousehold Household(string id) => new(id, District.First, 0, [], new(118.8, 32));
        MarketMember Member(string id, int seats) => new(id, District.Organ, District.First, District.First, [], seats, new(118.8, 32), [], false);
        var part = AskingMarket.Of(new(
            [Household("asks"), Household("h1"), Household("h2"), Household("h3"), Household("h4")],
            [Member("full", 1), Member("room", 2), Member("asked", 1), Member("free", 1), Member("other", 2)], [],
            [(MarketSide.Household, "asks", new("asked", 1)), (MarketSide.Member, "asked", new("h4", 1)), (MarketSide.Member, "full", new("h2", 1))], [],
            [Stands("h1", "full"), Stands("h2", "room"), Stands("h3", "asked"), Stands("h4", "other"), new("p5", "h1", "free", 2, true)], [], new()));
        Assert.Equal(["asks", "h2", "h3", "h4"], part.Households.Select(it => it.Id));
        Assert.Equal(["room 2", "asked 1", "free 1", "other 2"], part.Members.Select(it => $"{it.Id} {it.Seats}"));
        Assert.Equal(["h2", "h3", "h4"], part.Standing.Select(it => it.Household));
        Assert.Equal(2, part.Points.Count);

        static StandingPair Stands(string household, string member) => new("p-" + household, household, member, 1, true);
    }

    /// <summary>All that a replacement keeps, but for the numbers of its rows.</summary>
    static string Found(MarketLists lists)
    {
        var market = new HouseholdMarket(lists);
        var outcome = Solver.Solve(market.Engine, threads: 1);
        Assert.True(Proof.Check(market.Engine, outcome).Ok);
        var explained = Matching.Explain.Of(market.Engine, outcome).Choices().ToList();
        var fates = explained.ToLookup(it => it.From, StringComparer.Ordinal);
        return JsonSerializer.Serialize(new
        {
            Pairs = outcome.Pairs.Where(it => market.StandingOf(it) is null).Select(it => market.Explain("r", 0, it, fates[it.Proposer])),
            Left = outcome.Unpaired.Select(it => (market.Own(it.Proposer), it.Reason).ToString()),
            Choices = explained.Where(it => market.IsAsking(MarketIds.IsHousehold(it.From) ? it.From : it.To)).Select(it => new
            {
                From = market.Own(it.From), To = market.Own(it.To), it.Rank, it.Granted, it.Reason, CameFirst = it.CameFirst.Select(first => (market.Own(first.Holder), first.Why).ToString()),
            }),
            Blocking = outcome.Blocking.Select(it => (market.Own(it.Proposer), market.Own(it.Acceptor), it.Seat, market.Own(it.Holder), it.Level, it.Reason).ToString()),
            Parted = market.Parted(outcome).Count(),
        });
    }

    static MarketLists Some(Random chance)
    {
        Coordinates? Somewhere() => chance.Next(5) == 0 ? null : new(118.8 + chance.Next(60) / 1_000.0, 32 + chance.Next(20) / 1_000.0);
        T Any<T>(IReadOnlyList<T> all) => all[chance.Next(all.Count)];
        string[] Kinds() => [.. kinds.Where(_ => chance.Next(3) == 0)];
        var households = Enumerable.Range(0, chance.Next(2, 40)).Select(at => new MarketHousehold($"x{at}", Any(areas), chance.Next(4) * 30, Kinds(), Somewhere())).ToList();
        var members = Enumerable.Range(0, chance.Next(2, 40)).Select(at => new MarketMember(
            $"x{at + 20}", District.Organ, District.First, Any(areas), Kinds(), chance.Next(1, 4), Somewhere(), [.. areas.Where(_ => chance.Next(4) == 0)], Elsewhere: false)).ToList();
        var standing = new List<StandingPair>();
        foreach (var (household, stage) in households.SelectMany(it => ((string, int)[])[(it.Id, 1), (it.Id, 2)]))
        {
            var member = Any(members);
            var has = standing.Count(it => it.Member == member.Id && it.Stage == stage) < (stage == 1 ? member.Seats : 1)
                && !standing.Exists(it => it.Household == household && it.Member == member.Id);
            if (has && chance.Next(12) < (stage == 1 ? 9 : 2)) standing.Add(new($"p{standing.Count}", household, member.Id, stage, true));
        }
        var shy = chance.Next(1, 12);
        var choices = new List<(MarketSide, string, RankedChoice)>();
        foreach (var (side, from, to) in households.Select(it => (MarketSide.Household, it.Id, members.ConvertAll(to => to.Id)))
            .Concat(members.Select(it => (MarketSide.Member, it.Id, households.ConvertAll(to => to.Id)))).Where(_ => chance.Next(shy) == 0))
            choices.AddRange(to.OrderBy(_ => chance.Next()).Take(chance.Next(1, 4)).Select((it, at) => (side, from, new RankedChoice(it, at + 1))));
        var excluded = Enumerable.Range(0, chance.Next(12)).Select(_ => (Any(households).Id, Any(members).Id)).Distinct().ToList();
        var rules = new PairingRules(
            Radius: chance.Next(3) == 0 ? chance.Next(1, 4) * 1_000 : null, SecondPlace: false,
            Levels: chance.Next(2) == 0 ? 3 : null, Load: chance.Next(2) * 10_000);
        return new(households, members, [(Any(areas), new(118.81, 32.01))], choices, excluded, standing, [], rules);
    }
}
