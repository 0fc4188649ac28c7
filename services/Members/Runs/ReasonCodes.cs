using Defaults;

namespace Members;

/// <summary>Coded reasons in words: Chinese first, then English.</summary>
static class ReasonCodes
{
    /// <param name="prefix">of the texts: engine and services use one word for several things</param>
    public static string Words(string prefix, params string[] codes)
    {
        var names = Array.ConvertAll(codes, code => prefix + code);
        return string.Join('；', names.Select(Texts.Chinese)) + " / " + string.Join("; ", names.Select(Texts.English));
    }
}

/// <summary>Why two are paired.</summary>
static class PairReasons
{
    public const string Prefix = "household-pair-";

    public const string Stands = "stands-already";
    public const string SecondHelper = "second-helper";
    public const string MutualFirst = "mutual-first-choice";
    public const string EachChose = "each-chose-the-other";
    public const string HouseholdChose = "household-chose";
    public const string MemberChose = "member-chose";
    public const string Near = "near";
    public const string ChoicesWentToOthers = "choices-went-to-others";
    public const string ChoicesNotPermitted = "choices-not-permitted";
    public const string PairedCommunity = "paired-community";
    public const string NeedsMet = "needs-met";
    public const string NeedsPartlyMet = "needs-partly-met";
    public const string NeedsNotMet = "needs-not-met";
    public const string HouseholdPlaceAssumed = "household-place-assumed";
    public const string MemberPlaceAssumed = "member-place-assumed";
}

/// <summary>Prefixes of the words for what became of a choice, and for who came first.</summary>
static class ChoiceWords
{
    public const string Fate = "household-choice-";
    public const string First = "household-came-first-";
}

/// <summary>Why two who would rather have each other are not paired: the engine's reason.</summary>
static class BlockingReasons
{
    public const string Prefix = "household-blocking-";
}

/// <summary>Why a member helps nobody; why a household is left out the engine says.</summary>
static class LeftReasons
{
    public const string Prefix = "household-left-";

    public const string Idle = "idle";
}
