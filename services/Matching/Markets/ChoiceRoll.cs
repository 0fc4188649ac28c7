namespace Matching;

/// <summary>Reads the choices (选择) of both sides: each of the other side, once, each rank once, no longer than allowed.</summary>
sealed class ChoiceRoll(Market market, Faults faults)
{
    /// <summary>Far more than any list is long, and less than the number that stands for no rank.</summary>
    public const int GreatestRank = 1_000_000_000;

    readonly Ids proposers = market.Proposers.Ids, acceptors = market.Acceptors.Ids;

    public void Enrol(IEnumerable<Choice> choices)
    {
        List<Wish> ofProposers = [], ofAcceptors = [];
        var index = 0;
        foreach (var choice in choices)
        {
            if (Read(choice, index) is var (wish, byProposer)) (byProposer ? ofProposers : ofAcceptors).Add(wish);
            index++;
        }
        market.Proposers.Wishes = InOrder(ofProposers, market.Proposers, market.Acceptors);
        market.Acceptors.Wishes = InOrder(ofAcceptors, market.Acceptors, market.Proposers);
    }

    (Wish Wish, bool ByProposer)? Read(Choice choice, int index)
    {
        int p = proposers.Find(choice.From), a = p < 0 ? acceptors.Find(choice.From) : -1;
        var byProposer = p >= 0;
        var to = (byProposer ? acceptors : proposers).Find(choice.To);
        if (choice.Rank < 1) Fault("rank", "rank-is-at-least-1");
        else if (choice.Rank > GreatestRank) Fault("rank", "rank-is-at-most-1000000000");
        else if (p < 0 && a < 0) Fault("from", "from-is-known");
        else if (choice.From == choice.To) Fault("to", "choice-is-not-of-oneself");
        else if (to < 0 && (byProposer ? proposers : acceptors).Find(choice.To) >= 0) Fault("to", "choice-is-of-the-other-side");
        else if (to < 0) Fault("to", "to-is-known");
        else return (new(byProposer ? p : a, choice.Rank, to, index), byProposer);
        return null;

        void Fault(string field, string rule) => faults.Add("choices", index, choice.From, field, rule);
    }

    Wishes InOrder(List<Wish> wishes, Side from, Side to)
    {
        if (wishes.Count == 0) return Wishes.None;
        wishes.Sort(Wish.Compare);
        var start = new int[from.Count + 1];
        foreach (var wish in wishes) start[wish.From + 1]++;
        for (var who = 0; who < from.Count; who++) start[who + 1] += start[who];
        HashSet<int> seen = [];
        List<(Wish Wish, string Field, string Rule)> wrong = [];
        for (var i = 0; i < wishes.Count; i++)
        {
            var wish = wishes[i];
            var first = i == start[wish.From];
            if (first) seen.Clear();
            if (!first && wishes[i - 1].Rank == wish.Rank) Fault(wish, "rank", "rank-is-given-once");
            if (!seen.Add(wish.To)) Fault(wish, "to", "choice-is-given-once");
            if (i - start[wish.From] == market.Rules.ChoiceListLength) Fault(wish, "from", "choice-list-is-not-too-long");
        }
        foreach (var (wish, field, rule) in wrong.OrderBy(it => from.IdOrder[it.Wish.From])) faults.Add("choices", wish.Index, from.Ids[wish.From], field, rule);
        return new(start, [.. wishes.Select(wish => wish.To)], [.. wishes.Select(wish => wish.Rank)]);

        void Fault(Wish wish, string field, string rule) => wrong.Add((wish, field, rule));
    }

    readonly record struct Wish(int From, int Rank, int To, int Index)
    {
        public static int Compare(Wish one, Wish other) =>
            (one.From, one.Rank, one.To, one.Index).CompareTo((other.From, other.Rank, other.To, other.Index));
    }
}
