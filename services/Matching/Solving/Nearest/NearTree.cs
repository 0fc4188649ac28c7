using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>
/// Places along a Z-order curve, eight a leaf, under boxes that are halved upwards. Boxes and leaves in the plane may only
/// rule out; what is left is measured exactly.
/// </summary>
sealed class NearTree
{
    const int LeafSize = 8;
    readonly Place[] places;
    readonly Tangent plane;
    readonly int[] order;
    readonly float[] us, vs;
    readonly (float West, float East, float South, float North)[] boxes;
    readonly double slop;
    readonly int leaves;

    /// <param name="along">places along the curve</param>
    /// <param name="plane">the plane that rules out</param>
    /// <param name="order">by which the equally near are told apart</param>
    /// <param name="slop">decimetres to allow for roundings</param>
    public NearTree(Place[] along, Tangent plane, int[] order, double slop, Crew crew)
    {
        (places, this.plane, this.order, this.slop) = (along, plane, order, slop);
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (along.Length + LeafSize - 1) / LeafSize));
        (us, vs) = (Padded(plane.U, crew), Padded(plane.V, crew));
        boxes = new (float, float, float, float)[2 * leaves];
        crew.Split(leaves, (_, from, to) =>
        {
            for (var leaf = from; leaf < to; leaf++) boxes[leaves + leaf] = AroundLeaf(leaf);
        });
        for (var node = leaves - 1; node > 0; node--) boxes[node] = Around(boxes[2 * node], boxes[2 * node + 1]);
    }

    // What is infinitely far is never near.
    float[] Padded(Func<Place, float> along, Crew crew)
    {
        var padded = new float[(places.Length + LeafSize - 1) / LeafSize * LeafSize];
        Array.Fill(padded, float.PositiveInfinity);
        crew.Split(places.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++) padded[at] = along(places[at]);
        });
        return padded;
    }

    (float, float, float, float) AroundLeaf(int leaf)
    {
        var box = (float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity);
        for (var at = leaf * LeafSize; at < Math.Min(places.Length, (leaf + 1) * LeafSize); at++) box = Around(box, (us[at], us[at], vs[at], vs[at]));
        return box;
    }

    static (float West, float East, float South, float North) Around(
        (float West, float East, float South, float North) one, (float West, float East, float South, float North) other) =>
        (Math.Min(one.West, other.West), Math.Max(one.East, other.East), Math.Min(one.South, other.South), Math.Max(one.North, other.North));

    /// <summary>The farthest that anybody below each box reaches, in decimetres.</summary>
    /// <param name="begin">a thread's own way to find the farthest reach of a stretch along the curve, from the first to the one after the last</param>
    public long[] Farthest(Func<Func<int, int, long>> begin, Crew crew)
    {
        var farthest = new long[2 * leaves];
        crew.Split(leaves, (_, from, to) =>
        {
            var reach = begin();
            for (var leaf = from; leaf < to; leaf++)
            {
                var first = Math.Min(places.Length, leaf * LeafSize);
                farthest[leaves + leaf] = reach(first, Math.Min(places.Length, first + LeafSize));
            }
        }, work: 100);
        for (var node = leaves - 1; node > 0; node--) farthest[node] = Math.Max(farthest[2 * node], farthest[2 * node + 1]);
        return farthest;
    }

    /// <summary>Gives all within a distance of a place who may reach it.</summary>
    /// <param name="reach">of each box</param>
    public void Within(Place from, long distance, long[] reach, Action<int> found)
    {
        var (u, v) = (plane.U(from), plane.V(from));
        var waiting = new Stack<int>([1]);
        while (waiting.TryPop(out var node))
        {
            if (!(Away(boxes[node], u, v) <= Limit(Math.Min(distance, reach[node])))) continue;
            if (node < leaves)
            {
                waiting.Push(2 * node + 1);
                waiting.Push(2 * node);
                continue;
            }
            for (var at = (node - leaves) * LeafSize; at < Math.Min(places.Length, (node - leaves + 1) * LeafSize); at++)
                if (from.DistanceTo(places[at]) <= reach[node]) found(at);
        }
    }

    // The steps up outweigh the roundings: something may only be let in needlessly.
    float Limit(long distance)
    {
        var reach = MathF.BitIncrement((float)(Math.Min(distance, 1_000_000_000) + slop));
        return MathF.BitIncrement(reach * reach);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Away(in (float West, float East, float South, float North) box, float u, float v)
    {
        var du = float.MaxNative(float.MaxNative(box.West - u, u - box.East), 0);
        var dv = float.MaxNative(float.MaxNative(box.South - v, v - box.North), 0);
        return du * du + dv * dv;
    }

    /// <summary>One thread's search. It is fast when one question is near the one before.</summary>
    public sealed class Search(NearTree tree, int k, long radius)
    {
        readonly int[] waiting = new int[64];
        readonly float[] waitingAway = new float[64];
        int open;
        // Distance and order in one number, and who it is.
        readonly ulong[] best = new ulong[k];
        readonly int[] whom = new int[k];
        Place last;
        long lastReach = long.MaxValue;
        int found;

        /// <summary>The k nearest that are permitted, the nearest first; of equally near ones those that come first in the order.</summary>
        /// <param name="within">leaves out what is farther</param>
        public ReadOnlySpan<int> Of(Place from, Func<int, bool>? permits, long within = long.MaxValue)
        {
            var (u, v) = (tree.plane.U(from), tree.plane.V(from));
            found = 0;
            var most = Math.Min(radius, within);
            // The k nearest of the last place are no farther from this one than they were, and the way between the two.
            if (lastReach != long.MaxValue) most = Math.Min(most, lastReach + last.DistanceTo(from) + 2);
            var limit = tree.Limit(most);
            Begin();
            while (NextLeaf(u, v, limit) is >= 0 and var leaf) Scan(leaf, from, u, v, most, ref limit, permits);
            // Who is permitted to one may not be to the next.
            (last, lastReach) = (from, found == k && permits is null ? (long)(best[k - 1] >> 32) : long.MaxValue);
            return whom.AsSpan(0, found);
        }

        /// <summary>Whether one, who is permitted, is among the k nearest that are.</summary>
        public bool Has(Place from, int whom, Func<int, bool>? permits)
        {
            var (u, v) = (tree.plane.U(from), tree.plane.V(from));
            var most = from.DistanceTo(tree.places[whom]);
            var (key, limit, nearer) = ((ulong)most << 32 | (uint)tree.order[whom], tree.Limit(most), 0);
            Begin();
            while (NextLeaf(u, v, limit) is >= 0 and var leaf)
                for (var at = leaf * LeafSize; at < Math.Min(tree.places.Length, (leaf + 1) * LeafSize); at++)
                    if (((ulong)from.DistanceTo(tree.places[at]) << 32 | (uint)tree.order[at]) < key && permits?.Invoke(at) != false && ++nearer == k) return false;
            return true;
        }

        void Begin() => (open, waiting[0], waitingAway[0]) = (1, 1, 0);

        // The next leaf that is not beyond the limit, the nearer of two boxes first; or −1.
        int NextLeaf(float u, float v, float limit)
        {
            while (open > 0)
            {
                var node = waiting[--open];
                if (waitingAway[open] > limit) continue;
                while (node < tree.leaves)
                {
                    float one = Away(tree.boxes[2 * node], u, v), other = Away(tree.boxes[2 * node + 1], u, v);
                    var (nearer, farther) = one <= other ? (0, 1) : (1, 0);
                    if (Math.Max(one, other) <= limit) (waiting[open], waitingAway[open++]) = (2 * node + farther, Math.Max(one, other));
                    if (!(Math.Min(one, other) <= limit)) break;
                    node = 2 * node + nearer;
                }
                if (node >= tree.leaves) return node - tree.leaves;
            }
            return -1;
        }

        void Scan(int leaf, Place from, float u, float v, long most, ref float limit, Func<int, bool>? permits)
        {
            var first = leaf * LeafSize;
            if (first >= tree.places.Length) return;
            var du = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tree.us), (nuint)first) - Vector256.Create(u);
            var dv = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(tree.vs), (nuint)first) - Vector256.Create(v);
            var near = Vector256.LessThanOrEqual(du * du + dv * dv, Vector256.Create(limit)).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                var at = first + BitOperations.TrailingZeroCount(near);
                var distance = from.DistanceTo(tree.places[at]);
                var key = (ulong)distance << 32 | (uint)tree.order[at];
                if (distance > most || (found == k && key >= best[k - 1]) || permits?.Invoke(at) == false) continue;
                var place = found == k ? k - 1 : found++;
                for (; place > 0 && key < best[place - 1]; place--) (best[place], whom[place]) = (best[place - 1], whom[place - 1]);
                (best[place], whom[place]) = (key, at);
                if (found == k) limit = tree.Limit((long)(best[k - 1] >> 32));
            }
        }
    }
}
