namespace Matching;

/// <summary>Reads the standing pairs that keep their places.</summary>
sealed class LockRoll(Market market, Faults faults)
{
    public void Enrol(IEnumerable<Lock> locks)
    {
        var taken = new Dictionary<(int Acceptor, int Stage), int>();
        var index = 0;
        foreach (var (proposer, acceptor, stage) in locks)
        {
            int p = market.Proposers.Ids.Find(proposer), a = market.Acceptors.Ids.Find(acceptor);
            if (p < 0) Fault(proposer, "proposer", "proposer-is-known");
            if (a < 0) Fault(acceptor, "acceptor", "acceptor-is-known");
            if (stage is not (1 or 2)) Fault(proposer, "stage", "stage-is-1-or-2");
            else if (p >= 0 && a >= 0) Take(p, a, stage);
            index++;
        }

        void Fault(string subject, string field, string rule) => faults.Add("locked", index, subject, field, rule);

        void Take(int p, int a, int stage)
        {
            var mine = Locked(stage);
            var room = stage == 1 ? market.Seats[a] : 1;
            taken[(a, stage)] = taken.GetValueOrDefault((a, stage)) + 1;
            if (mine[p] >= 0) Fault(market.Proposers.Ids[p], "proposer", "proposer-is-locked-once-a-stage");
            else if (stage == 2 && market.SecondElsewhere?[p] == true) Fault(market.Proposers.Ids[p], "proposer", "second-place-is-not-elsewhere");
            else if (Locked(3 - stage)[p] == a) Fault(market.Proposers.Ids[p], "proposer", "pair-is-locked-in-one-stage");
            else if (taken[(a, stage)] > room) Fault(market.Acceptors.Ids[a], "acceptor", "acceptor-has-room-for-its-locks");
            else mine[p] = a;
        }
    }

    int[] Locked(int stage) => stage == 1 ? market.LockedFirst ??= Numbers.Nobody(market.ProposerCount) : market.LockedSecond ??= Numbers.Nobody(market.ProposerCount);
}
