using Contracts;
using Defaults;

namespace Members;

/// <summary>A setting of the dial: the rules of a finished run, and what they cost and give.</summary>
/// <param name="Rules">null for runs of before, as is <paramref name="Price"/></param>
sealed record DialView(string Run, RunState State, DateTime? FinishedAt, PairingRules? Rules, PriceView? Price)
{
    public static DialView Of(PairingRun it) => new(it.Id, it.State, it.FinishedAt, it.Rules, it.Figures?.Price is { } price ? PriceView.Of(price) : null);
}

/// <summary>What a run costs and gives; distances of first helpers, in metres.</summary>
/// <param name="Blocking">pairs who would rather have each other</param>
/// <param name="Parted">pairings that stand and would end</param>
sealed record PriceView(
    int Pairs, int SecondPlaces, int LeftOut, int Idle, SideChoices HouseholdChoices, SideChoices MemberChoices, int Blocking,
    double MeanDistanceM, double MedianDistanceM, double P99DistanceM, double TotalDistanceM, int Needs, int NeedsMet, int Parted)
{
    public static PriceView Of(RunPrice it) => new(
        it.Pairs, it.SecondPlaces, it.LeftOut, it.Idle, it.HouseholdChoices, it.MemberChoices, it.Blocking,
        it.MeanDistanceDm / 10.0, it.MedianDistanceDm / 10.0, it.P99DistanceDm / 10.0, it.TotalDistanceDm / 10.0, it.Needs, it.NeedsMet, it.Parted);
}
