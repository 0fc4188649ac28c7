using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>
/// Draws the next candidate of an asker: the seat that it likes best among all that would accept it now. Acceptance only
/// tightens, so a seat passed over is never wanted later, and nothing need be remembered between two searches. Several may
/// search one forest at a time: of what they share they write only what a label's nodes accept, never too little.
/// </summary>
sealed class SeatSearch(Stage stage, SeatForest forest, Labels labels, Appraisal appraisal)
{
    readonly Casting casting = stage.Casting;
    readonly long radius = stage.Casting.Terms.Radius, bonus = stage.Casting.Terms.Bonus;
    readonly long askMissing = stage.Casting.AskMissing, giveMissing = stage.Casting.GiveMissing;
    readonly float radiusReach = Above(Math.Min(stage.Casting.Terms.Radius + stage.Slop, 1e12));
    readonly float bonusReach = stage.Casting.Terms.Bonus;
    readonly List<int> groups = [], needs = [];
    List<int>? passedOver;

    // A branch waits at each level at most: 63 bits of a key, and halvings of what has the same key.
    readonly int[] waiting = new int[128];
    readonly float[] waitingFor = new float[128];
    Candidate best;
    Part part = null!;
    int asker;
    Place place;
    float u, v;
    long bias;
    bool same;

    /// <summary>The search from now on stays in a part, and answers <see cref="Candidate.Beyond"/> where the best may lie beyond it.</summary>
    public void Enter(Part into) => part = into;

    /// <summary>The best seat that accepts the asker, among all but its own ranked choices; starts from one already found.</summary>
    public Candidate Best(int whom, Candidate found)
    {
        Turn(whom);
        best = found;
        groups.Clear();
        labels.GroupsOf(whom, groups);
        SearchGroups(near: true);
        needs.Clear();
        labels.NeedsOf(whom, needs);
        foreach (var label in needs) Descend(forest.Roots[label], 0, 0);
        // A seat that meets some need was found in that skill's own tree; here all are taken to meet none.
        var bare = labels.HasNeeds(whom);
        var (askExtra, giveExtra) = bare ? (askMissing, giveMissing) : (0, 0);
        Descend(part.Root, askExtra, giveExtra);
        SearchGroups(near: false);
        return best.Seat != Candidate.Beyond && MayLieBeyond(askExtra, giveExtra) ? Candidate.OneBeyond : best;
    }

    // A group that lives farther away than its bonus is worth has hardly a seat that is: once the best of all others is known,
    // next to nothing of its tree need be read, which is seldom in the processor's own memory.
    void SearchGroups(bool near)
    {
        same = true;
        foreach (var label in groups)
        {
            var (du, dv) = (forest.Middles[label].U - u, forest.Middles[label].V - v);
            if (du * du + dv * dv <= bonusReach * bonusReach == near) Descend(forest.Roots[label], -bonus, -bonus);
        }
        same = false;
    }

    /// <summary>Fills in all seats that an asker would rather have than its own and that would accept it, choices of either side left aside; some twice.</summary>
    public void PassOver(int whom, Candidate has, List<int> seats)
    {
        passedOver = seats;
        Best(whom, has);
        passedOver = null;
    }

    void Turn(int whom)
    {
        (asker, place, bias) = (whom, stage.AskerPlace[whom], stage.Bias(whom));
        (u, v) = (stage.Plane.U(place), stage.Plane.V(place));
    }

    // Other threads may be filling the seats beyond: what their nodes are read to accept is at least what they do.
    bool MayLieBeyond(long askExtra, long giveExtra)
    {
        var (ask, give) = (AskReach(askExtra), Above(stage.Slop - bias - giveExtra));
        foreach (var node in part.Aside)
            if (forest.Nodes[node].MayOffer(u, v, ask, give, radiusReach, out var away) && MathF.Sqrt(away) + forest.Nodes[node].Penalty <= ask) return true;
        return false;
    }

    void Descend(int node, long askExtra, long giveExtra)
    {
        if (node < 0) return;
        var give = Above(stage.Slop - bias - giveExtra);
        var ask = AskReach(askExtra);
        var open = 0;
        var (nodes, ofLabel) = (forest.Nodes, forest.IsOfLabel(node));
        if (!nodes[node].MayOffer(u, v, ask, give, radiusReach, out _)) return;
        while (true)
        {
            ref var it = ref nodes[node];
            if (it.Count > 0)
            {
                if (!(forest.IsSinglePoint(node) && IsRuledOut(node, askExtra, giveExtra)))
                {
                    if (ofLabel) ScanLabel(node, give, askExtra);
                    else Scan(it.Link, it.Count, give, askExtra);
                    ask = AskReach(askExtra);
                }
            }
            else if (!(forest.IsSinglePoint(node) && IsRuledOut(node, askExtra, giveExtra)))
            {
                var left = it.Link;
                var goLeft = nodes[left].MayOffer(u, v, ask, give, radiusReach, out var leftAway);
                var goRight = nodes[left + 1].MayOffer(u, v, ask, give, radiusReach, out var rightAway);
                if (goLeft && goRight)
                {
                    float leftCost = MathF.Sqrt(leftAway) + nodes[left].Penalty, rightCost = MathF.Sqrt(rightAway) + nodes[left + 1].Penalty;
                    var nearer = leftCost <= rightCost ? left : left + 1;
                    (waiting[open], waitingFor[open]) = (left + left + 1 - nearer, Math.Max(leftCost, rightCost));
                    open++;
                    node = nearer;
                    continue;
                }
                if (goLeft || goRight)
                {
                    node = goLeft ? left : left + 1;
                    continue;
                }
            }
            do
            {
                if (open == 0) return;
                open--;
            }
            while (waitingFor[open] > ask);
            node = waiting[open];
        }
    }

    float AskReach(long askExtra) =>
        best.Cost == long.MaxValue ? float.PositiveInfinity : Above(best.Cost - askExtra + stage.Slop);

    // The step up outweighs both roundings, that of the sum in double and that to single: a bound may only be too wide.
    static float Above(double bound) => MathF.BitIncrement((float)bound);

    // Among seats at one point distance tells nothing apart, so cost and id are compared exactly: otherwise a thousand
    // households at one address would each look at all seats of another.
    bool IsRuledOut(int node, long askExtra, long giveExtra)
    {
        var first = node;
        while (forest.Nodes[first].Count == 0) first = forest.Nodes[first].Link;
        var owner = stage.SeatOwner[forest.SeatOf(forest.Nodes[first].Link, forest.IsOfLabel(node))];
        var distance = place.DistanceTo(stage.OwnerPlace[owner]);
        if (distance > radius) return true;
        var ask = distance + askExtra + forest.NodePenalty[node];
        if (ask > best.Cost || (ask == best.Cost && forest.NodeOrder[node] > best.OwnerOrder)) return true;
        // What a label's node accepts exactly may be written by several threads at a time, as long as there are parts.
        if (!part.IsAll && forest.IsOfLabel(node)) return false;
        var give = distance + giveExtra + bias;
        return give > forest.NodeAccepts[node] || (give == forest.NodeAccepts[node] && stage.AskerOrder[asker] > forest.NodeHolder[node]);
    }

    void Scan(int from, int count, float give, long askExtra)
    {
        ref float us = ref MemoryMarshal.GetArrayDataReference(forest.U), vs = ref MemoryMarshal.GetArrayDataReference(forest.V);
        ref float penalties = ref MemoryMarshal.GetArrayDataReference(forest.Penalty), accepts = ref MemoryMarshal.GetArrayDataReference(forest.Accepts);
        for (var done = 0; done < count; done += 8)
        {
            var at = (nuint)(from + done);
            var (away, penalty) = (Away(ref us, ref vs, at), Vector256.LoadUnsafe(ref penalties, at));
            var reach = Vector256.MinNative(Vector256.LoadUnsafe(ref accepts, at) + Vector256.Create(give), Vector256.Create(radiusReach));
            for (var left = Lanes.First(count - done); (left &= Lanes.Within(away, penalty, AskReach(askExtra), reach)) != 0;)
            {
                var lane = Lanes.Cheapest(left, away, penalty);
                left &= ~(1u << lane);
                Consider(from + done + lane);
            }
        }
    }

    // What changes is read where the seat stands, since copies would have to be written with every change; but what refused
    // once refuses for ever, and need not be read again.
    void ScanLabel(int leaf, float give, long askExtra)
    {
        var (from, count) = (forest.Nodes[leaf].Link, forest.Nodes[leaf].Count);
        var (refused, had) = (false, best.Cost);
        ref float us = ref MemoryMarshal.GetArrayDataReference(forest.CopyU), vs = ref MemoryMarshal.GetArrayDataReference(forest.CopyV);
        ref float penalties = ref MemoryMarshal.GetArrayDataReference(forest.CopyPenalty), accepts = ref MemoryMarshal.GetArrayDataReference(forest.CopyAccepts);
        for (var done = 0; done < count; done += 8)
        {
            var at = (nuint)(from + done);
            var (away, penalty) = (Away(ref us, ref vs, at), Vector256.LoadUnsafe(ref penalties, at));
            var reach = Vector256.MinNative(Vector256.LoadUnsafe(ref accepts, at) + Vector256.Create(give), Vector256.Create(radiusReach));
            for (var left = Lanes.First(count - done); (left &= Lanes.Within(away, penalty, AskReach(askExtra), reach)) != 0;)
            {
                var lane = Lanes.Cheapest(left, away, penalty);
                left &= ~(1u << lane);
                var seat = forest.SeatOf(from + done + lane, ofLabel: true);
                var gives = forest.Accepts[seat] + give;
                if (gives >= 0 && away[lane] <= gives * gives) Consider(seat);
                else (forest.CopyAccepts[from + done + lane], refused) = (forest.Accepts[seat], true);
            }
        }
        if (refused && best.Cost == had) forest.LookAgain(leaf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector256<float> Away(ref float us, ref float vs, nuint at)
    {
        var (du, dv) = (Vector256.LoadUnsafe(ref us, at) - Vector256.Create(u), Vector256.LoadUnsafe(ref vs, at) - Vector256.Create(v));
        return du * du + dv * dv;
    }

    // An owner that ranked the asker is taken here as if it had not: that can only refuse what the list of those who
    // chose the asker offers anyway.
    void Consider(int seat)
    {
        var owner = stage.SeatOwner[seat];
        if (appraisal.Of(asker, owner, same) is not var (ask, give)) return;
        ask += stage.Penalty(seat);
        if (!best.IsWorseThan(ask, stage.OwnerOrder[owner], stage.SeatNumber[seat])) return;
        if (stage.Bars(asker, owner)) return;
        if (!part.Has(seat))
        {
            // Whether it accepts only its own part can tell.
            best = Candidate.OneBeyond with { Cost = ask, OwnerOrder = stage.OwnerOrder[owner], Number = stage.SeatNumber[seat] };
            return;
        }
        if (!forest.Accept(seat, asker, give)) return;
        if (passedOver is not null)
        {
            passedOver.Add(seat);
            return;
        }
        best = new()
        {
            Seat = seat,
            Cost = ask,
            OwnerOrder = stage.OwnerOrder[owner],
            Number = stage.SeatNumber[seat],
            Given = give,
        };
    }
}
