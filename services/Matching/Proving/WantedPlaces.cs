using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>
/// Goes through the open places that askers might rather have, and that might rather have them, leaving out whole boxes of
/// which that is impossible. Some who live near each other go together; at the tiles each looks for itself. What it names
/// still has to be judged: single precision, rounded to the safe side, may only let in too much.
/// </summary>
sealed class WantedPlaces
{
    /// <summary>How many go together at most.</summary>
    public const int Together = 16;

    readonly ClaimedStage stage;
    readonly OpenPlaces places;
    readonly long radius, weight;
    readonly int words;
    readonly Wanting[] some = new Wanting[Together];
    // Of each of them once more, so that all are compared with a tile at a time, where no group is worth anything.
    readonly int[] x = new int[Together], y = new int[Together], z = new int[Together];
    readonly float[] ask = new float[Together], give = new float[Together];
    int count;

    public WantedPlaces(Market market, ClaimedStage stage, OpenPlaces places)
    {
        (this.stage, this.places) = (stage, places);
        radius = Judgement.MostApart(market.Rules);
        weight = stage.ProposersAsk ? market.Rules.WProposer : market.Rules.WAcceptor;
        words = market.Words;
    }

    public void Clear() => count = 0;

    /// <summary>One more goes with them, who now has a place at this cost.</summary>
    public void Add(int who, long cost)
    {
        var needs = 0;
        for (var word = 0; word < words; word++) needs += BitOperations.PopCount(stage.Askers.Codes[who * words + word]);
        some[count] = new(
            who, Box.Nothing.With(stage.Askers.Places[who]), cost, stage.Bias(who), stage.Askers.IdOrder[who],
            stage.Has[who] < 0 ? int.MaxValue : stage.Owners.IdOrder[stage.Owner(stage.Has[who])],
            stage.Askers.FirstCodes(who, words), needs);
        (x[count], y[count], z[count]) = stage.Askers.Places[who];
        (ask[count], give[count]) = (MathF.BitIncrement(cost), MathF.BitIncrement(-stage.Bias(who)));
        count++;
    }

    /// <summary>All who have been added, a bit each.</summary>
    public uint All => (uint)((1UL << count) - 1);

    /// <summary>Goes through what is below a root.</summary>
    /// <param name="looking">a bit for each who looks</param>
    /// <param name="extra">what a common group is worth</param>
    /// <param name="judge">who, and a place; answers whether that one need not go on</param>
    /// <returns>those who have to go on</returns>
    public uint Look(int root, uint looking, long extra, Func<int, int, bool> judge)
    {
        if (root < 0) return looking;
        var all = Wanting.Nobody;
        for (var left = looking; left != 0; left &= left - 1) all = all.With(some[BitOperations.TrailingZeroCount(left)]);
        for (int node = root, end = places.Tiles.Nodes[root].After; node < end && looking != 0; node++)
        {
            ref readonly var tile = ref places.Tiles.Nodes[node];
            if (!MayBeWanted(all, extra, node)) node = tile.After - 1;
            else if (tile.Count > 0)
                for (var left = extra > 0 || BitOperations.IsPow2(looking) ? looking : looking & MayLook(node); left != 0; left &= left - 1)
                    if (Find(BitOperations.TrailingZeroCount(left), extra, node, judge)) looking &= ~(left & (uint)-(int)left);
        }
        return looking;
    }

    // Distances are whole and rounded down: one is more than n exactly when its square is n + 1 squared or more.
    bool MayBeWanted(in Wanting who, long extra, int node)
    {
        ref readonly var known = ref places.Boxes[node];
        if (known.Accepts == OpenPlaces.Nobody) return false;
        var ask = who.Cost == OpenPlaces.Anyone ? Judgement.FartherThanAll : Math.Min(Judgement.FartherThanAll, who.Cost + extra - known.Penalty - LeastMissing(who, known.Codes));
        var give = known.Accepts == OpenPlaces.Anyone ? Judgement.FartherThanAll : Math.Min(Judgement.FartherThanAll, known.Accepts + extra - who.Bias);
        var most = Math.Min(radius, Math.Min(ask, give));
        if (most < 0) return false;
        var away = places.Tiles.Nodes[node].Box.Away(who.Box);
        if (away >= (ulong)((most + 1) * (most + 1))) return false;
        // Where nothing nearer is left, equal cost has to be decided by the id.
        if (away >= (ulong)(ask * ask) && known.LeastOwner > who.HasOrder) return false;
        return !(away >= (ulong)(give * give) && who.IdOrder > known.LastHolder);
    }

    // Those of all who may want something in a tile.
    uint MayLook(int node)
    {
        ref readonly var known = ref places.Boxes[node];
        var (west, east, south, north, low, high) = places.Tiles.Nodes[node].Box;
        Vector256<float> accepts = Vector256.Create(MathF.BitIncrement(known.Accepts)), costs = Vector256.Create(MathF.BitDecrement(known.Penalty));
        var may = 0u;
        for (var at = 0; at < count; at += TilePoints.Lanes)
        {
            var (dx, dy, dz) = (Beyond(x, at, west, east), Beyond(y, at, south, north), Beyond(z, at, low, high));
            var most = Vector256.MinNative(accepts + Vector256.Create(give, at), Vector256.Create(ask, at) - costs);
            may |= Within(dx * dx + dy * dy + dz * dz, most) << at;
        }
        return may;

        static Vector256<float> Beyond(int[] along, int at, int from, int to)
        {
            var it = Vector256.Create(along, at);
            return Vector256.ConvertToSingle(Vector256.Max(Vector256.Max(Vector256.Create(from) - it, it - Vector256.Create(to)), Vector256<int>.Zero));
        }
    }

    // Answers whether that one need not go on.
    bool Find(int one, long extra, int node, Func<int, int, bool> judge)
    {
        ref readonly var tile = ref places.Tiles.Nodes[node];
        // Added as whole numbers: a bonus takes nearly all of a cost away, and what is left must not be lost in rounding.
        var asks = Vector256.Create(some[one].Cost == OpenPlaces.Anyone ? float.PositiveInfinity : MathF.BitIncrement(some[one].Cost + extra));
        var gives = Vector256.Create(MathF.BitIncrement(extra - some[one].Bias));
        Place place = new(x[one], y[one], z[one]);
        for (var done = 0; done < tile.Count; done += TilePoints.Lanes)
        {
            var at = tile.First + done;
            var most = Vector256.MinNative(Vector256.Create(places.Accepts, at) + gives, asks - Vector256.Create(places.Penalty, at));
            var left = Within(places.Points.Away(at, place), most) & TilePoints.First(tile.Count - done);
            if (left == 0) continue;
            if (!MayBeWanted(some[one], extra, node)) return false;
            for (; left != 0; left &= left - 1)
                if (judge(some[one].Who, places.Tiles.Points[at + BitOperations.TrailingZeroCount(left)])) return true;
        }
        return false;
    }

    // Those that are no farther than the radius and another distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint Within(Vector256<float> away, Vector256<float> most) =>
        TilePoints.Nearer(away, Vector256.MinNative(most, Vector256.Create((float)radius)) + Vector256<float>.One);

    // Where proposers ask, a box lacks the needs that none of its owners has a skill for.
    long LeastMissing(in Wanting who, ulong skills) =>
        stage.ProposersAsk && BitOperations.PopCount(who.Codes & ~skills) is > 0 and var missed ? weight * (1000L * missed / who.Needs) / 1000 : 0;

    /// <summary>What one wants, or what some want at most together.</summary>
    /// <param name="IdOrder">Where the first of them stands in the order of ids.</param>
    /// <param name="HasOrder">Where the last of the owners whose places they have stands in the order of ids.</param>
    /// <param name="Codes">The first 64 codes that all of them have.</param>
    /// <param name="Needs">How many codes one of them has at most.</param>
    readonly record struct Wanting(int Who, Box Box, long Cost, long Bias, int IdOrder, int HasOrder, ulong Codes, int Needs)
    {
        public static Wanting Nobody { get; } = new(-1, Box.Nothing, long.MinValue, long.MaxValue, int.MaxValue, int.MinValue, ulong.MaxValue, 0);

        public Wanting With(in Wanting other) => new(
            Who, Box.With(other.Box), Math.Max(Cost, other.Cost), Math.Min(Bias, other.Bias), Math.Min(IdOrder, other.IdOrder),
            Math.Max(HasOrder, other.HasOrder), Codes & other.Codes, Math.Max(Needs, other.Needs));
    }
}
