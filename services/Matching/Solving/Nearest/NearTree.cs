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
    public NearTree(Place[] along, Tangent plane, int[] order, double slop)
    {
        (places, this.plane, this.order, this.slop) = (along, plane, order, slop);
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (along.Length + LeafSize - 1) / LeafSize));
        (us, vs) = (Padded(plane.U), Padded(plane.V));
        boxes = new (float, float, float, float)[2 * leaves];
        for (var node = 2 * leaves - 1; node > 0; node--) boxes[node] = node >= leaves ? AroundLeaf(node - leaves) : Around(boxes[2 * node], boxes[2 * node + 1]);
    }

    // What is infinitely far is never near.
    float[] Padded(Func<Place, float> along)
    {
        var padded = new float[(places.Length + LeafSize - 1) / LeafSize * LeafSize];
        Array.Fill(padded, float.PositiveInfinity);
        for (var at = 0; at < places.Length; at++) padded[at] = along(places[at]);
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

    /// <summary>One thread's search. It is fast when one question is near the one before.</summary>
    public sealed class Search(NearTree tree, int k, long radius)
    {
        readonly int[] waiting = new int[64];
        readonly float[] waitingAway = new float[64];
        // Distance and order in one number, and who it is.
        readonly ulong[] best = new ulong[k];
        readonly int[] whom = new int[k];
        Place last;
        long lastReach = long.MaxValue;
        int found;

        /// <summary>The k nearest that are permitted, the nearest first; of equally near ones those that come first in the order.</summary>
        public ReadOnlySpan<int> Of(Place from, Func<int, bool>? permits)
        {
            var (u, v) = (tree.plane.U(from), tree.plane.V(from));
            found = 0;
            // The k nearest of the last place are no farther from this one than they were, and the way between the two.
            var most = lastReach == long.MaxValue ? radius : Math.Min(radius, lastReach + last.DistanceTo(from) + 2);
            var limit = Limit(most);
            var open = 0;
            (waiting[open], waitingAway[open++]) = (1, 0);
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
                if (node >= tree.leaves) Scan(node - tree.leaves, from, u, v, most, ref limit, permits);
            }
            // Who is permitted to one may not be to the next.
            (last, lastReach) = (from, found == k && permits is null ? (long)(best[k - 1] >> 32) : long.MaxValue);
            return whom.AsSpan(0, found);
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
                if (found == k) limit = Limit((long)(best[k - 1] >> 32));
            }
        }

        // The steps up outweigh the roundings: something may only be let in needlessly.
        float Limit(long distance)
        {
            var reach = MathF.BitIncrement((float)(Math.Min(distance, 1_000_000_000) + tree.slop));
            return MathF.BitIncrement(reach * reach);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static float Away(in (float West, float East, float South, float North) box, float u, float v)
        {
            var du = float.MaxNative(float.MaxNative(box.West - u, u - box.East), 0);
            var dv = float.MaxNative(float.MaxNative(box.South - v, v - box.North), 0);
            return du * du + dv * dv;
        }
    }
}
