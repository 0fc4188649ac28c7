namespace Households;

/// <summary>Two households that may be one, both masked, and what speaks for and against it.</summary>
/// <param name="Score">0 to 100</param>
/// <param name="Verdict">that somebody has found them not to be one, null while nobody has</param>
sealed record DuplicateView(HouseholdView One, HouseholdView Other, int Score, IReadOnlyList<DuplicateLine> Lines, VerdictView? Verdict);

/// <summary>The same, to be taken away: nothing personal.</summary>
/// <param name="Lines">what speaks for and against it</param>
sealed record DuplicateRow(string One, string OneArea, string Other, string OtherArea, int Score, IReadOnlyList<string> Lines);

/// <param name="By">account</param>
sealed record VerdictView(string One, string Other, string Reason, string By, DateTime At)
{
    public static VerdictView Of(DistinctVerdict it, Defaults.Sealing sealing) => new(it.One, it.Other, sealing.Open(it.Reason), it.By, it.At);
}

/// <param name="Reason">why they are two, one line</param>
sealed record VerdictInput(string Reason);

/// <summary>How far a look has come, and what it found.</summary>
/// <param name="Progress">percent of the households</param>
/// <param name="Pairs">that share a key</param>
/// <param name="Compared">of these: one is new or has changed since</param>
/// <param name="Waiting">pairs for somebody to look at</param>
/// <param name="Crowded">keys that more than 50 households share, everywhere</param>
sealed record LookView(
    string Id, string Area, Defaults.RunState State, int Progress, int Households, int Pairs, int Compared, int Waiting, int Crowded, string? Fault,
    DateTime QueuedAt, DateTime? StartedAt, DateTime? FinishedAt)
{
    public static LookView Of(DuplicateLook it) => new(
        it.Id, it.Area, it.State, it.Progress, it.Households, it.Pairs, it.Compared, it.Waiting, it.Crowded, it.Fault, it.QueuedAt, it.StartedAt, it.FinishedAt);
}

/// <summary>A key that too many households share: which kind, how many, and one of them.</summary>
sealed record CrowdView(string Id, string Kind, string Area, int Households, string Example);

/// <summary>What a merge would do, personal values masked.</summary>
/// <param name="Same">persons who are in both</param>
/// <param name="Joining">persons of the other who would join the one that stays</param>
/// <param name="Needs">that it would have</param>
/// <param name="Categories">of the household as a whole that it would have</param>
sealed record MergeView(
    HouseholdView Keep, HouseholdView Other, IReadOnlyList<SamePersonView> Same, IReadOnlyList<JoiningView> Joining, IReadOnlyList<string> Needs,
    IReadOnlyList<string> Categories)
{
    public static MergeView Of(HouseholdMerge it, CodeList categories) => new(
        HouseholdView.Of(it.Keep, categories), HouseholdView.Of(it.Other, categories), [.. it.Same.Select(pair => new SamePersonView(pair.Kept.Number, pair.Other.Number))],
        [.. it.Joining.Select(joins => new JoiningView(joins.Person.Number, joins.Role))], it.Needs, it.Categories);
}

/// <param name="Kept">number in the household that stays</param>
/// <param name="Other">number in the other</param>
sealed record SamePersonView(int Kept, int Other);

/// <param name="Number">in the household that ends</param>
/// <param name="Role">to the head of the one that stays</param>
sealed record JoiningView(int Number, string Role);

/// <param name="Joined">persons who joined it</param>
sealed record MergeReceipt(string Keep, long Version, int Need, string Merged, int Joined);
