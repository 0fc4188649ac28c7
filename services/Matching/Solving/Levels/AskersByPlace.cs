using System.Numerics;

namespace Matching;

/// <summary>
/// The askers by place, to be taken out one by one: as they stand along the curve, sixteen a leaf, leaves paired upwards
/// into boxes with a count of those left at each.
/// </summary>
sealed class AskersByPlace
{
    const int LeafSize = 16;

    readonly Stage stage;
    readonly int firstLeaf;
    readonly float[] us, vs;
    readonly (float West, float East, float South, float North)[] boxes;
    readonly int[] all, left;
    readonly bool[] isOut;
    readonly float reach;
    readonly Stack<int> waiting = new();

    public AskersByPlace(Stage stage)
    {
        this.stage = stage;
        reach = MathF.BitIncrement((float)Math.Min(stage.Casting.Terms.Radius + stage.Slop, 1e12));
        firstLeaf = (int)BitOperations.RoundUpToPowerOf2((uint)(stage.Asker.Length + LeafSize - 1) / LeafSize + 1);
        (us, vs) = (stage.Crew.Make(stage.Asker.Length, at => stage.Plane.U(stage.AskerPlace[at])), stage.Crew.Make(stage.Asker.Length, at => stage.Plane.V(stage.AskerPlace[at])));
        boxes = new (float, float, float, float)[2 * firstLeaf];
        Array.Fill(boxes, (float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity));
        (all, left, isOut) = (new int[boxes.Length], new int[boxes.Length], new bool[stage.Asker.Length]);
        for (var asker = 0; asker < us.Length; asker++) Widen(LeafOf(asker), (us[asker], us[asker], vs[asker], vs[asker]), 1);
        for (var node = boxes.Length - 1; node > 1; node--) Widen(node / 2, boxes[node], all[node]);
        Return();
    }

    public bool IsOut(int asker) => isOut[asker];

    /// <summary>Puts all back.</summary>
    public void Return()
    {
        all.CopyTo(left, 0);
        Array.Clear(isOut);
    }

    /// <summary>Takes out all that are left and may have an owner's seat, and fills them in.</summary>
    public void TakeOut(int owner, List<int> taken)
    {
        var place = stage.OwnerPlace[owner];
        var (u, v) = (stage.Plane.U(place), stage.Plane.V(place));
        waiting.Push(1);
        while (waiting.TryPop(out var node))
        {
            if (left[node] == 0 || !Meets(boxes[node], u, v)) continue;
            if (node < firstLeaf)
            {
                waiting.Push(2 * node + 1);
                waiting.Push(2 * node);
                continue;
            }
            var from = (node - firstLeaf) * LeafSize;
            for (var asker = from; asker < Math.Min(from + LeafSize, isOut.Length); asker++)
            {
                if (isOut[asker] || place.DistanceTo(stage.AskerPlace[asker]) > stage.Casting.Terms.Radius) continue;
                if (stage.Bars(asker, owner)) continue;
                isOut[asker] = true;
                taken.Add(asker);
                for (var above = node; above > 0; above /= 2) left[above]--;
            }
        }
    }

    int LeafOf(int asker) => firstLeaf + asker / LeafSize;

    bool Meets(in (float West, float East, float South, float North) box, float u, float v)
    {
        var du = Math.Max(0, Math.Max(box.West - u, u - box.East));
        var dv = Math.Max(0, Math.Max(box.South - v, v - box.North));
        return du * du + dv * dv <= reach * reach;
    }

    void Widen(int node, in (float West, float East, float South, float North) by, int count)
    {
        ref var box = ref boxes[node];
        box = (Math.Min(box.West, by.West), Math.Max(box.East, by.East), Math.Min(box.South, by.South), Math.Max(box.North, by.North));
        all[node] += count;
    }
}
