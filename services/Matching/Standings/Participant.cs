using System.Text;

namespace Matching;

/// <summary>One who takes part in a standing outcome, of either side.</summary>
sealed class Participant
{
    public required string Id { get; init; }

    public required Place Place { get; set; }

    /// <summary>Needs or skills as bits.</summary>
    public required ulong[] Codes { get; init; }

    public required int[] Groups { get; init; }

    /// <summary>Of a proposer: how needy it is.</summary>
    public int Need { get; init; }

    /// <summary>Of an acceptor: how many seats it has.</summary>
    public int Seats { get; set; }

    /// <summary>Of an acceptor: whether it holds somebody outside this market. Of a proposer: whether somebody outside has its second place.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>Those that it ranked, dearest first; whoever left since is among them still.</summary>
    public Participant[] Wishes { get; set; } = [];

    /// <summary>Of a proposer: the acceptors that it may not have.</summary>
    public HashSet<Participant>? Excluded { get; set; }

    /// <summary>It left for good: one who comes with its id is another, whom nobody chose and nobody excluded.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Of a proposer: its first helper.</summary>
    public Participant? First { get; set; }

    /// <summary>Of a proposer its second helper, of an acceptor whose second helper it is.</summary>
    public Participant? Second { get; set; }

    /// <summary>Of an acceptor: those in its seats.</summary>
    public List<Participant> Holds { get; } = [];

    /// <summary>Of an acceptor: whether it holds nobody at all.</summary>
    public bool IsIdle => Holds.Count == 0 && Second is null && !Elsewhere;

    /// <summary>Of a proposer: whether its second place is nobody's.</summary>
    public bool OffersSecond => Second is null && !Elsewhere;

    /// <summary>Of a proposer: whether its pairs were locked in the market that the standing began with.</summary>
    public bool KeepsFirst { get; set; }

    public bool KeepsSecond { get; set; }

    /// <summary>Where it stands in the cells of each stage, if it does.</summary>
    public (int Cell, int Slot)[] Spots { get; } = [(-1, 0), (-1, 0)];

    /// <summary>In the order of <see cref="ComesBefore"/>.</summary>
    public static IComparer<Participant> InOrder { get; } =
        Comparer<Participant>.Create((one, other) => ReferenceEquals(one, other) ? 0 : one.ComesBefore(other) ? -1 : 1);

    /// <summary>By the bytes of the ids.</summary>
    public bool ComesBefore(Participant other) =>
        Encoding.UTF8.GetBytes(Id).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Id)) < 0;

    public bool Wants(Participant whom, out int rank) => (rank = Array.IndexOf(Wishes, whom)) >= 0;
}
