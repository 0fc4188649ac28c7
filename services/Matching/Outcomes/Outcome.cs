using System.Collections;

namespace Matching;

/// <summary>A pair (结对): who helps whom, in which seat of which stage, how far apart.</summary>
/// <param name="Seat">The acceptor's seat from 1 in stage 1; always 1 in stage 2.</param>
/// <param name="Stage">1: a first place. 2: a second place, taken by an acceptor that was idle.</param>
public sealed record Pair(string Proposer, string Acceptor, int Seat, int Stage, long DistanceDm);

/// <summary>A proposer without a first place, and why; the reasons stand in <see cref="Reasons"/>.</summary>
public sealed record Unpaired(string Proposer, string Reason);

/// <summary>
/// Two who may be paired and would rather have each other (阻碍对), because the seat went to one who would have been left
/// out: for a person to talk to those concerned.
/// </summary>
/// <param name="Seat">The lowest of the acceptor's seats that both would rather have so.</param>
/// <param name="Holder">The proposer who holds it.</param>
/// <param name="Level">How often the holder was promoted.</param>
public sealed record BlockingPair(string Proposer, string Acceptor, int Seat, string Holder, int Level, string Reason);

/// <summary>
/// What a run gives. Lists are in the order of the proposers' ids (UTF-8 bytes), then stages; they make their items when
/// asked, so that a million pairs cost a few tens of bytes each.
/// </summary>
public sealed class Outcome
{
    readonly Market? market;
    readonly PairTable? table;

    /// <summary>An outcome from lists, as it was stored or as somebody claims it.</summary>
    public Outcome(IReadOnlyList<Pair> pairs, IReadOnlyList<Unpaired> unpaired, IReadOnlyList<string> idleAcceptors) =>
        (Pairs, Unpaired, IdleAcceptors) = (pairs, unpaired, idleAcceptors);

    /// <param name="rows">those of the table, in the order of the proposers' ids</param>
    internal Outcome(Market market, PairTable table, int[] rows, (int Proposer, string Reason)[] unpaired, int[] idle)
    {
        (this.market, this.table) = (market, table);
        Ids proposers = market.Proposers.Ids, acceptors = market.Acceptors.Ids;
        Pairs = new View<Pair>(table.Count, at => table.Pair(market, rows[at]));
        Unpaired = new View<Unpaired>(unpaired.Length, at => new(proposers[unpaired[at].Proposer], unpaired[at].Reason));
        IdleAcceptors = new View<string>(idle.Length, at => acceptors[idle[at]]);
    }

    public IReadOnlyList<Pair> Pairs { get; }

    /// <summary>Proposers without a first place.</summary>
    public IReadOnlyList<Unpaired> Unpaired { get; }

    /// <summary>Acceptors that hold nobody in either stage, in the order of their ids: for service posts (服务岗位).</summary>
    public IReadOnlyList<string> IdleAcceptors { get; }

    /// <summary>The pairs that promotion by levels made block, every one, in the order of the proposers' ids and then the acceptors'.</summary>
    public IReadOnlyList<BlockingPair> Blocking { get; init; } = [];

    /// <summary>What proves the least total distance, where that was the objective.</summary>
    public Prices? Prices { get; init; }

    /// <summary>The pairs by index; an id that the market does not know is −1.</summary>
    internal PairTable TableFor(Market asked) => ReferenceEquals(asked, market) ? table! : PairTable.Of(asked, Pairs);

    sealed class View<T>(int count, Func<int, T> make) : IReadOnlyList<T>
    {
        public int Count => count;

        public T this[int index] => (uint)index < (uint)count ? make(index) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<T> GetEnumerator()
        {
            for (var at = 0; at < count; at++) yield return make(at);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
