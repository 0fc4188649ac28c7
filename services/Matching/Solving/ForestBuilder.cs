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
        // The seats of each label in the order of the curve, one label after the other; labels are numbered from 1.
        var (labelStart, copySeat) = labels.Count == 0 ? new([0, 0], []) : stage.Crew.Turned(seats, labels.Count + 1, (seat, its) => labels.OfOwner(stage.SeatOwner[seat], its));
        Grove[] groves = [new(stage, null), .. Enumerable.Range(0, stage.Crew.Hands).Select(_ => new Grove(stage, copySeat))];
        var roots = Numbers.Nobody(labels.Count + 1);
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

        var parts = new ForestParts(stage, first[^1], copySeat) { Roots = roots, Middles = Middles(labelStart, copySeat), FirstOfLabels = first[1] };
        stage.Crew.Split(seats, (_, from, to) =>
        {
            for (var seat = from; seat < to; seat++)
            {
                var place = stage.OwnerPlace[stage.SeatOwner[seat]];
                (parts.U[seat], parts.V[seat], parts.EntryPenalty[seat]) =
                    (stage.Plane.U(place), stage.Plane.V(place), MathF.BitDecrement(stage.Penalty(seat)));
            }
        });
        stage.Crew.Share(groves.Length, first[^1], at => groves[at].Sum(parts, first[at]));
        return new(stage, parts);
    }

    (float, float)[] Middles(int[] labelStart, int[] copySeat)
    {
        var middles = new (float, float)[labels.Count + 1];
        for (var label = 1; label <= labels.Count; label++)
        {
            if (labelStart[label] == labelStart[label + 1]) continue;
            var place = stage.OwnerPlace[stage.SeatOwner[copySeat[(labelStart[label] + labelStart[label + 1]) / 2]]];
            middles[label] = (stage.Plane.U(place), stage.Plane.V(place));
        }
        return middles;
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
}
