using System.Numerics;

namespace Members;

/// <summary>A member in service as it is when a run is adopted, and the seats that it has given.</summary>
sealed class HelperNow(string id, string organization, int seats, string residence, IReadOnlyList<string> skills)
{
    /// <summary>A bit for each seat: no member has as many as there are bits.</summary>
    ulong first, second;

    public string Id => id;
    public string Organization => organization;
    public string Residence => residence;
    public IReadOnlyList<string> Skills => skills;

    public bool IsIdle => (first | second) == 0;

    /// <summary>Counted, since their numbers may be higher than the seats of today: a member with one seat may stand at its third.</summary>
    public bool HasRoom(int stage) => stage == 1 ? BitOperations.PopCount(first) < seats : second == 0;

    public void Hold(int stage, int seat)
    {
        if (stage == 1) first |= 1UL << (seat - 1);
        else second |= 1UL << (seat - 1);
    }

    /// <summary>
    /// Takes the lowest that is open. A seat's number in the store may differ from the run's: there, standing pairs move up.
    /// </summary>
    public int Take(int stage)
    {
        var seat = BitOperations.TrailingZeroCount(~(stage == 1 ? first : second)) + 1;
        Hold(stage, seat);
        return seat;
    }
}
