namespace Matching;

/// <summary>The best seat found so far for one asker, among those that would accept it.</summary>
struct Candidate
{
    /// <summary>The seat, −1 for none, or <see cref="Beyond"/>.</summary>
    public int Seat;

    /// <summary>What the asker thinks of the seat.</summary>
    public long Cost;

    public int OwnerOrder;

    public int Number;

    /// <summary>What the owner thinks of the asker.</summary>
    public long Given;

    /// <summary>Whether the owner ranked the asker.</summary>
    public bool IsChosen;

    /// <summary>Instead of a seat: the best may lie beyond the part that was searched.</summary>
    public const int Beyond = -2;

    public static Candidate OneBeyond => new() { Seat = Beyond };

    public static Candidate None => new() { Seat = -1, Cost = long.MaxValue, OwnerOrder = int.MaxValue, Number = int.MaxValue };

    /// <summary>Whether another seat comes before this one: smaller cost, then smaller id, then lower seat.</summary>
    public readonly bool IsWorseThan(long cost, int ownerOrder, int number)
    {
        if (cost != Cost) return cost < Cost;
        return ownerOrder != OwnerOrder ? ownerOrder < OwnerOrder : number < Number;
    }
}
