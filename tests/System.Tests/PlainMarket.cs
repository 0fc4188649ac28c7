using System.Globalization;
using Contracts;
using Xunit;

namespace SystemTests;

sealed record PlainRules(long WProposer, long WAcceptor, long Load, long Need, long Bonus, long Radius);

sealed record PlainSide(string Id, Coordinates Place, string[] Codes, string[] Groups, int Seats, int Need)
{
    readonly (long X, long Y, long Z) point = Point(Place);

    public long DistanceTo(PlainSide other)
    {
        var (dx, dy, dz) = (point.X - other.point.X, point.Y - other.point.Y, point.Z - other.point.Z);
        return (long)Math.Floor(Math.Sqrt((double)((dx * dx) + (dy * dy) + (dz * dz))));
    }

    static (long X, long Y, long Z) Point(Coordinates at)
    {
        const double radius = 63_710_088; // decimetres
        var (latitude, longitude) = (at.Latitude * Math.PI / 180, at.Longitude * Math.PI / 180);
        static long Whole(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
        return (Whole(radius * Math.Cos(latitude) * Math.Cos(longitude)), Whole(radius * Math.Cos(latitude) * Math.Sin(longitude)), Whole(radius * Math.Sin(latitude)));
    }
}

sealed record PlainPair(string Proposer, string Acceptor, int Seat, int Stage, string DistanceMetres);

/// <summary>The definition of a market once more, as plainly as it can be written, and the search for blocking pairs over all permitted pairs.</summary>
sealed class PlainMarket(PlainRules rules, IReadOnlyDictionary<(string, string), int> ranks)
{
    public List<PlainSide> Proposers { get; } = [];
    public List<PlainSide> Acceptors { get; } = [];
    public HashSet<(string Proposer, string Acceptor)> Excluded { get; } = [];
    public bool SecondPlace { get; init; }

    public void Check(IReadOnlyList<PlainPair> pairs)
    {
        var (proposers, acceptors) = (Proposers.ToDictionary(it => it.Id), Acceptors.ToDictionary(it => it.Id));
        foreach (var pair in pairs)
        {
            Assert.True(Permitted(proposers[pair.Proposer], acceptors[pair.Acceptor]), $"{pair} is not permitted");
            var metres = proposers[pair.Proposer].DistanceTo(acceptors[pair.Acceptor]) / 10.0;
            Assert.Equal(metres, double.Parse(pair.DistanceMetres, CultureInfo.InvariantCulture), 1.001); // metres, however they are rounded
        }
        var first = pairs.Where(pair => pair.Stage == 1).ToList();
        Assert.Equal(first.Count, first.Select(pair => pair.Proposer).Distinct().Count());
        Assert.Equal(first.Count, first.Select(pair => (pair.Acceptor, pair.Seat)).Distinct().Count());
        Assert.All(first, pair => Assert.InRange(pair.Seat, 1, acceptors[pair.Acceptor].Seats));
        CheckFirstStage(first);
        if (SecondPlace) CheckSecondStage(first, pairs.Where(pair => pair.Stage == 2).ToList());
    }

    void CheckFirstStage(List<PlainPair> pairs)
    {
        var has = pairs.ToDictionary(pair => pair.Proposer);
        var holds = pairs.ToDictionary(pair => (pair.Acceptor, pair.Seat), pair => pair.Proposer);
        var byId = Proposers.ToDictionary(it => it.Id);
        var sides = Acceptors.ToDictionary(it => it.Id);
        foreach (var p in Proposers)
        foreach (var a in Acceptors.Where(a => Permitted(p, a)))
        for (var seat = 1; seat <= a.Seats; seat++)
        {
            var wants = !has.TryGetValue(p.Id, out var mine) || Better(Of(p, a, seat), Of(p, sides[mine.Acceptor], mine.Seat));
            var takes = !holds.TryGetValue((a.Id, seat), out var held) || Better(Of(a, p), Of(a, byId[held]));
            Assert.False(wants && takes, $"{p.Id} and seat {seat} of {a.Id} would rather have each other");
        }
    }

    /// <summary>Acceptors that hold nobody propose; every proposer offers one more place, but not to its first helper.</summary>
    void CheckSecondStage(List<PlainPair> first, List<PlainPair> second)
    {
        var busy = first.Select(pair => pair.Acceptor).ToHashSet();
        var mine = first.ToDictionary(pair => pair.Proposer, pair => pair.Acceptor);
        var has = second.ToDictionary(pair => pair.Acceptor, pair => pair.Proposer);
        var holds = second.ToDictionary(pair => pair.Proposer, pair => pair.Acceptor);
        var (proposers, acceptors) = (Proposers.ToDictionary(it => it.Id), Acceptors.ToDictionary(it => it.Id));
        Assert.DoesNotContain(second, pair => busy.Contains(pair.Acceptor));
        foreach (var a in Acceptors.Where(a => !busy.Contains(a.Id)))
        foreach (var p in Proposers.Where(p => Permitted(p, a) && mine.GetValueOrDefault(p.Id) != a.Id))
        {
            var wants = !has.TryGetValue(a.Id, out var helped) || Better(Of(a, p), Of(a, proposers[helped]));
            var takes = !holds.TryGetValue(p.Id, out var helper) || Better(Of(p, a, 1), Of(p, acceptors[helper], 1));
            Assert.False(wants && takes, $"idle {a.Id} and the second place of {p.Id} would rather have each other");
        }
    }

    bool Permitted(PlainSide p, PlainSide a) =>
        !Excluded.Contains((p.Id, a.Id)) && (rules.Radius < 0 || p.DistanceTo(a) <= rules.Radius * 10);

    (long Rank, long Cost, string Id, int Seat) Of(PlainSide p, PlainSide a, int seat) => (RankOf(p, a),
        p.DistanceTo(a) + (rules.WProposer * Missing(p, a) / 1000) + (rules.Load * (seat - 1)) - (Same(p, a) ? rules.Bonus : 0), a.Id, seat);

    (long Rank, long Cost, string Id, int Seat) Of(PlainSide a, PlainSide p) => (RankOf(a, p),
        p.DistanceTo(a) + (rules.WAcceptor * Missing(p, a) / 1000) - (rules.Need * p.Need) - (Same(p, a) ? rules.Bonus : 0), p.Id, 0);

    /// <summary>Which way round the two are told apart by the call: a household thinks of a seat, a member of a household.</summary>
    long RankOf(PlainSide from, PlainSide to) => ranks.TryGetValue((from.Id, to.Id), out var rank) ? rank : long.MaxValue;

    static long Missing(PlainSide p, PlainSide a) => p.Codes.Length == 0 ? 0 : 1000L * p.Codes.Count(code => !a.Codes.Contains(code)) / p.Codes.Length;

    static bool Same(PlainSide p, PlainSide a) => p.Groups.Any(a.Groups.Contains);

    static bool Better((long Rank, long Cost, string Id, int Seat) one, (long Rank, long Cost, string Id, int Seat) other)
    {
        if (one.Rank != other.Rank) return one.Rank < other.Rank;
        if (one.Cost != other.Cost) return one.Cost < other.Cost;
        var ids = string.CompareOrdinal(one.Id, other.Id); // the ids of these lists are ASCII
        return ids != 0 ? ids < 0 : one.Seat < other.Seat;
    }
}
