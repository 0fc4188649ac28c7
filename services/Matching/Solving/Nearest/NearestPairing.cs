namespace Matching;

/// <summary>
/// The objective <c>nearest</c>: the largest number of pairs at the least total distance over the candidates. Askers for
/// whom there are too few places are a matter of their own: there every place is filled, so the places look for their
/// askers, and whoever would be farthest stays without.
/// </summary>
sealed class NearestPairing
{
    // Of several outcomes at the same least distance this decides too which comes out.
    const int LargestFirst = 16_000;

    readonly Casting casting;
    readonly NearOffers offers;
    readonly int[] owner;

    public NearestPairing(Casting casting, Crew crew)
    {
        this.casting = casting;
        Stage = new(casting, crew);
        offers = new(Stage, casting.Market.Rules.K);
        owner = new int[Stage.Asker.Length];
        Prices = new(casting.Market);
    }

    public Stage Stage { get; }

    public Prices Prices { get; }

    /// <summary>Seats everyone; answers the asker in each seat, by index in the stage, or −1.</summary>
    public int[] Run(CancellationToken stop)
    {
        var crew = Stage.Crew;
        var seats = crew.Make(Stage.Owner.Length, at => Stage.SeatsOf[at].Length);
        var spacious = new Assignment(offers, owner.Length, seats, crew);
        spacious.Run(Phases(), crew, stop);
        crew.Split(owner.Length, (_, from, to) =>
        {
            for (var asker = from; asker < to; asker++)
            {
                owner[asker] = spacious.SetAside[asker] ? -1 : spacious.Has[asker];
                if (spacious.SetAside[asker]) Prices.CrowdedProposer[Stage.Asker[asker]] = true;
                else Prices.OfProposer[Stage.Asker[asker]] = spacious.TakerPrice[asker];
            }
        });
        crew.Split(seats.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++)
                if (spacious.IsSetAside(at)) Prices.CrowdedAcceptor[Stage.Owner[at]] = true;
                else Prices.OfAcceptor[Stage.Owner[at]] = spacious.PlacePrice(at);
        });
        FillCrowded(spacious, seats, stop);
        return InSeats();
    }

    /// <summary>Why an asker that has no owner has none.</summary>
    public string Refusal(int asker)
    {
        if (Stage.SeatOwner.Length == 0) return Reasons.NoSeats;
        if (offers.Of(asker).Length > 0) return Reasons.CandidatesTaken;
        return offers.HasAnyNear(asker) ? Reasons.Excluded : Reasons.NoSeatWithinRadius;
    }

    // Stretches of the curve, short ones first, in the end one that is all.
    List<Stretch[]> Phases()
    {
        var owners = Stage.Owner.Length;
        List<Stretch[]> phases = [.. Stage.Crew.PartSizes(owners, LargestFirst).Select(most => Numbers.UpTo((owners + most - 1) / most).Select(at => Cut(at * most, Math.Min(owners, (at + 1) * most))).ToArray())];
        phases.Add([new(0, owner.Length, 0, owners, true)]);
        Stage.ForgetKeys();
        return phases;

        Stretch Cut(int from, int to) => new(Stage.AskersBeforeOwner(from), Stage.AskersBeforeOwner(to), from, to, false);
    }

    // Each seat of the crowded is a taker, and their askers are the places.
    void FillCrowded(Assignment spacious, int[] seats, CancellationToken stop)
    {
        int[] crowded = [.. Enumerable.Range(0, owner.Length).Where(asker => spacious.SetAside[asker])];
        if (crowded.Length == 0) return;
        int[] rowOf = [.. Enumerable.Range(0, seats.Length).Where(spacious.IsSetAside).SelectMany(at => Enumerable.Repeat(at, seats[at]))];
        var room = new int[crowded.Length];
        Array.Fill(room, 1);
        var filled = new Assignment(Turned(crowded, rowOf, seats.Length), rowOf.Length, room, Stage.Crew);
        filled.Run([[new(0, rowOf.Length, 0, crowded.Length, true)]], Stage.Crew, stop);
        for (var seat = 0; seat < rowOf.Length; seat++)
        {
            owner[crowded[filled.Has[seat]]] = rowOf[seat];
            Prices.OfAcceptor[Stage.Owner[rowOf[seat]]] = filled.TakerPrice[seat];
        }
        for (var at = 0; at < crowded.Length; at++) Prices.OfProposer[Stage.Asker[crowded[at]]] = filled.PlacePrice(at);
    }

    // All offers to the crowded are known, or nobody could say that they have too few places.
    KnownOffers Turned(int[] crowded, int[] rowOf, int owners)
    {
        var rows = Stage.Crew.Turned(crowded.Length, owners, (number, its) =>
        {
            foreach (var offer in offers.Of(crowded[number])) its.Add(offer.Place);
        });
        var turned = new Offer[rows.Items.Length];
        for (var at = 0; at < owners; at++)
        {
            for (var item = rows.Start[at]; item < rows.Start[at + 1]; item++) turned[item] = new(rows.Items[item], (int)Stage.Distance(crowded[rows.Items[item]], at));
            turned.AsSpan(rows.Start[at], rows[at].Length).Sort((one, other) => (one.Cost, one.Place).CompareTo((other.Cost, other.Place)));
        }
        return new(rowOf, rows.Start, turned);
    }

    // Who has the same owner takes its seats in the order of the owner's preference.
    int[] InSeats()
    {
        var holder = Numbers.Nobody(Stage.SeatOwner.Length);
        var its = Stage.Crew.Turned(owner.Length, Stage.Owner.Length, (asker, whose) =>
        {
            if (owner[asker] >= 0) whose.Add(owner[asker]);
        });
        Stage.Crew.Split(Stage.Owner.Length, (_, from, to) =>
        {
            var appraisal = new Appraisal(Stage);
            List<(int Rank, long Cost, int Order, int Asker)> mine = [];
            for (var at = from; at < to; at++)
            {
                var askers = its[at];
                if (askers.Length == 1) holder[Stage.SeatsOf[at][0]] = askers[0];
                if (askers.Length < 2) continue;
                mine.Clear();
                foreach (var asker in askers) mine.Add(Preference(asker, at, appraisal));
                mine.Sort();
                for (var seat = 0; seat < mine.Count; seat++) holder[Stage.SeatsOf[at][seat]] = mine[seat].Asker;
            }
        });
        return holder;

        (int, long, int, int) Preference(int asker, int its, Appraisal appraisal)
        {
            var (from, to) = (Stage.Asker[asker], Stage.Owner[its]);
            var rank = casting.HeedsOwnersChoices ? casting.Owners.Wishes.RankOf(to, from) : Wishes.Unranked;
            var same = casting.Terms.Bonus > 0 && casting.Askers.Groups[from].Overlap(casting.Owners.Groups[to]);
            return (rank, appraisal.Of(asker, its, same)!.Value.Give, Stage.AskerOrder[asker], asker);
        }
    }
}
