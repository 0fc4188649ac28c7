using Defaults;

namespace Members;

static class PairingSides
{
    /// <summary>The side that the caller speaks for. An area is a community's: no other role of an area is let in here.</summary>
    public static PairingSide Of(Caller caller) => caller.Reach == Reach.Area ? PairingSide.Household : PairingSide.Member;
}
