namespace Matching;

/// <summary>
/// Builds the trees from seats that are sorted along the Z-order curve: one of all seats, and one a label of the seats that
/// have it. Labels follow each other along the curve too, and each thread builds those of a stretch.
/// </summary>
sealed class ForestBuilder(Stage stage, Labels labels)
{
    readonly int seats = stage.SeatOwner.Length;

    public SeatForest Build()
    {
        var (labelStart, copySeat, copies) = Copies();
        Grove[] groves = [new(stage, null), .. Enumerable.Range(0, stage.Crew.Hands).Select(_ => new Grove(stage, copySeat))];
        var roots = new int[labels.Count + 1];
        Array.Fill(roots, -1);
        if (seats > 0) roots[0] = groves[0].Plant(0, seats);
        var bounds = Bounds(labelStart);
        stage.Crew.Together(hand =>
        {
            for (var label = bounds[hand]; label < bounds[hand + 1]; label++)
                if (labelStart[label] < labelStart[label + 1]) roots[label] = groves[hand + 1].Plant(labelStart[label], labelStart[label + 1]);
        });
        var first = new int[groves.Length + 1];
        for (var at = 0; at < groves.Length; at++) first[at + 1] = first[at] + groves[at].Count;
        for (var hand = 0; hand < stage.Crew.Hands; hand++)
            for (var label = bounds[hand]; label < bounds[hand + 1]; label++)
                if (roots[label] >= 0) roots[label] += first[hand + 1];

        var parts = new ForestParts(stage, first[^1], copySeat) { Roots = roots, FirstOfLabels = first[1] };
        stage.Crew.Split(seats, (_, from, to) =>
        {
            for (var seat = from; seat < to; seat++)
            {
                var place = stage.OwnerPlace[stage.SeatOwner[seat]];
                (parts.U[seat], parts.V[seat], parts.EntryPenalty[seat]) =
                    (stage.Plane.U(place), stage.Plane.V(place), MathF.BitDecrement(stage.Penalty(seat)));
            }
        });
        var leafOfCopy = new int[copySeat.Length];
        stage.Crew.Share(groves.Length, first[^1], at => groves[at].Sum(parts, first[at], at == 0 ? parts.LeafOf : leafOfCopy));
        var items = copies.Items;
        stage.Crew.Split(items.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++) items[at] = leafOfCopy[items[at]];
        });
        return new(stage, parts with { LabelLeaves = copies });
    }

    // Stretches of labels with about as many copies each.
    int[] Bounds(int[] labelStart)
    {
        var bounds = new int[stage.Crew.Hands + 1];
        (bounds[0], bounds[^1]) = (1, labels.Count + 1);
        for (var hand = 1; hand < stage.Crew.Hands; hand++)
        {
            var at = Array.BinarySearch(labelStart, (int)((long)labelStart[labels.Count + 1] * hand / stage.Crew.Hands));
            bounds[hand] = Math.Clamp(at < 0 ? ~at : at, bounds[hand - 1], labels.Count + 1);
        }
        return bounds;
    }

    // The seats of each label in the order of the curve, one label after the other, and for each seat its copies.
    (int[] LabelStart, int[] CopySeat, Rows Copies) Copies()
    {
        var start = new int[labels.Count + 2];
        if (labels.Count == 0) return (start, [], new([], []));
        var mine = LabelsOfOwners();
        var seatStart = new int[seats + 1];
        for (var seat = 0; seat < seats; seat++)
        {
            var its = mine[stage.SeatOwner[seat]];
            foreach (var label in its) start[label + 1]++;
            seatStart[seat + 1] = checked(seatStart[seat] + its.Length);
        }
        for (var label = 0; label <= labels.Count; label++) start[label + 1] += start[label];
        int[] copySeat = new int[seatStart[seats]], items = new int[seatStart[seats]];
        var next = start.AsSpan().ToArray();
        for (var seat = 0; seat < seats; seat++)
        {
            var at = seatStart[seat];
            foreach (var label in mine[stage.SeatOwner[seat]])
            {
                var copy = next[label]++;
                (copySeat[copy], items[at++]) = (seat, copy);
            }
        }
        return (start, copySeat, new(seatStart, items));
    }

    Rows LabelsOfOwners()
    {
        var start = new int[stage.Owner.Length + 1];
        var found = new (int From, int To, List<int> Labels)[stage.Crew.Hands];
        stage.Crew.Split(stage.Owner.Length, (hand, from, to) =>
        {
            var mine = new List<int>(to - from);
            for (var owner = from; owner < to; owner++)
            {
                labels.OfOwner(owner, mine);
                start[owner + 1] = mine.Count;
            }
            found[hand] = (from, to, mine);
        });
        List<int> items = new(found.Sum(some => some.Labels?.Count ?? 0));
        foreach (var (from, to, its) in found)
        {
            for (var owner = from; owner < to; owner++) start[owner + 1] += items.Count;
            items.AddRange(its ?? []);
        }
        return new(start, [.. items]);
    }
}
