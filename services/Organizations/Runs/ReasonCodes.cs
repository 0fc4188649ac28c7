using Defaults;

namespace Organizations;

/// <summary>Coded reasons as they are stored, and their words: Chinese first, then English.</summary>
static class ReasonCodes
{
    public const char Separator = ';';

    public static string Join(IEnumerable<string> codes) => string.Join(Separator, codes);

    /// <param name="prefix">of the texts: engine and services use one word for several things</param>
    public static string Words(string prefix, string codes)
    {
        var names = codes.Split(Separator).Select(code => prefix + code).ToList();
        return string.Join("；", names.Select(Texts.Chinese)) + " / " + string.Join("; ", names.Select(Texts.English));
    }
}

/// <summary>Why two are paired.</summary>
static class PairReasons
{
    public const string Prefix = "organization-pair-";

    public const string Stands = "stands-already";
    public const string MutualFirst = "mutual-first-choice";
    public const string EachChose = "each-chose-the-other";
    public const string OrganizationChose = "organization-chose";
    public const string CommunityChose = "community-chose";
    public const string Near = "nearest-with-room";
    public const string ChoicesWentToOthers = "choices-went-to-others";
    public const string OrganizationPlaceAssumed = "organization-place-assumed";
    public const string CommunityPlaceAssumed = "community-place-assumed";
}

/// <summary>Why somebody is left out; an organization's are the engine's own.</summary>
static class LeftReasons
{
    public const string Prefix = "organization-left-";

    public const string FewerThanWanted = "fewer-than-wanted";
    public const string NobodyCame = "nobody-came";
    public const string AreaEnded = "area-no-longer-valid";
}

/// <summary>What became of a choice, and why somebody came before another: the codes are the engine's own.</summary>
static class ChoiceWords
{
    public const string Fate = "organization-choice-";
    public const string First = "organization-came-first-";
}
