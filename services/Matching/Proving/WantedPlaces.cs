using System.Numerics;

namespace Matching;

/// <summary>
/// Goes through the open places that an asker might rather have, and that might rather have the asker, leaving out whole
/// boxes of which that is impossible. What it names still has to be judged.
/// </summary>
sealed class WantedPlaces
{
    readonly ClaimedStage stage;
    readonly OpenPlaces places;
    readonly long radius, weight;
    readonly int words;
    int askerOrder, ownerOrder, node, end, at, last;
    long cost, extra, bias;
    ulong codes;
    int needs;
    Place place;

    public WantedPlaces(Market market, ClaimedStage stage, OpenPlaces places)
    {
        (this.stage, this.places) = (stage, places);
        radius = Judgement.MostApart(market.Rules);
        weight = stage.ProposersAsk ? market.Rules.WProposer : market.Rules.WAcceptor;
        words = market.Words;
    }

    /// <summary>From now on for an asker that now has a place at this cost.</summary>
    public void Turn(int who, long itsCost)
    {
        (askerOrder, cost) = (stage.Askers.IdOrder[who], itsCost);
        (place, bias) = (stage.Askers.Places[who], stage.Bias(who));
        ownerOrder = stage.Has[who] < 0 ? int.MaxValue : stage.Owners.IdOrder[stage.Owner(stage.Has[who])];
        codes = stage.Askers.FirstCodes(who, words);
        needs = 0;
        for (var word = 0; word < words; word++) needs += BitOperations.PopCount(stage.Askers.Codes[who * words + word]);
    }

    /// <summary>Starts anew below a root; the extra is what a common group is worth.</summary>
    public void Begin(int root, long groupBonus) => (extra, node, end, at, last) = (groupBonus, root, places.Tiles.Nodes[root].After, 0, 0);

    /// <summary>The next place worth judging, or −1.</summary>
    public int Next()
    {
        while (true)
        {
            while (at < last)
            {
                ref readonly var open = ref places.Places[at++];
                if (IsWanted(open)) return open.Entry;
            }
            if (node >= end) return -1;
            ref readonly var tile = ref places.Tiles.Nodes[node];
            if (!MayBeWanted(tile.Box, places.Boxes[node])) node = tile.After;
            else (node, at, last) = (node + 1, tile.First, tile.First + tile.Count);
        }
    }

    // Distances are whole and rounded down: one is more than n exactly when its square is n + 1 squared or more.
    bool MayBeWanted(in Box box, in PlaceBox known)
    {
        if (known.Accepts == OpenPlaces.Nobody) return false;
        var ask = cost == OpenPlaces.Anyone ? Judgement.FartherThanAll : Math.Min(Judgement.FartherThanAll, cost + extra - known.Penalty - LeastMissing(known.Codes));
        var give = known.Accepts == OpenPlaces.Anyone ? Judgement.FartherThanAll : Math.Min(Judgement.FartherThanAll, known.Accepts + extra - bias);
        var most = Math.Min(radius, Math.Min(ask, give));
        if (most < 0) return false;
        var away = box.Away(place);
        if (away >= (ulong)((most + 1) * (most + 1))) return false;
        // Where nothing nearer is left, equal cost has to be decided by the id.
        if (away >= (ulong)(ask * ask) && known.LeastOwner > ownerOrder) return false;
        return !(away >= (ulong)(give * give) && askerOrder > known.LastHolder);
    }

    bool IsWanted(in OpenPlace open)
    {
        if (open.Held == OpenPlaces.Nobody) return false;
        var most = radius;
        if (open.Held != OpenPlaces.Anyone) most = Math.Min(most, open.Held + extra - bias);
        if (cost != OpenPlaces.Anyone) most = Math.Min(most, cost + extra - open.Penalty - Missing(open.Codes));
        if (most < 0) return false;
        return Judgement.Square(open.Place, place) < (ulong)((most + 1) * (most + 1));
    }

    // Where proposers ask, a box lacks the needs that none of its owners has a skill for.
    long LeastMissing(ulong skills) => stage.ProposersAsk ? Cost(BitOperations.PopCount(codes & ~skills), needs) : 0;

    long Missing(ulong itsCodes) => stage.ProposersAsk
        ? Cost(BitOperations.PopCount(codes & ~itsCodes), needs)
        // Codes beyond the first word may be needs too: then nothing is sure to be missed.
        : words > 1 ? 0 : Cost(BitOperations.PopCount(itsCodes & ~codes), BitOperations.PopCount(itsCodes));

    long Cost(int missed, int all) => missed == 0 ? 0 : weight * (1000L * missed / all) / 1000;
}
