using System.Security.Cryptography;
using System.Text;
using Defaults;

namespace Households;

/// <summary>
/// Sampled households of an area are looked up on the spot, so that it is known how many data are right (抽样核查). In each
/// stratum those come first whose <c>SHA-256("SEED:HOUSEHOLD")</c>, as small hexadecimal digits, is smallest: anyone who has
/// the list of that day can draw it again.
/// </summary>
sealed class AccuracyAudit : IForArea, IVersioned
{
    public required string Id { get; init; }

    /// <summary>Significant prefix of the division's code.</summary>
    public required string AreaPrefix { get; init; }

    /// <summary>90, 95 or 99 percent.</summary>
    public required int Confidence { get; init; }

    /// <summary>Percent points to either side.</summary>
    public required int Margin { get; init; }

    /// <summary>Percent that were expected to be right.</summary>
    public required int Expected { get; init; }

    public required string Seed { get; init; }

    /// <summary>Active households of the area when the sample was drawn.</summary>
    public required int Population { get; init; }

    public required int Size { get; init; }
    public required string OpenedBy { get; init; }
    public required DateTime OpenedAt { get; init; }
    public string? ClosedBy { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public long Version { get; private set; }

    public static string Order(string seed, string household) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{household}")));

    /// <summary>Length of a stratum's code: streets, or the communities of an area that is one street or less.</summary>
    public static int StratumLength(string areaPrefix) => areaPrefix.Length < 9 ? 9 : 12;

    public void Close(string by, DateTime now)
    {
        CheckOpen();
        (ClosedBy, ClosedAt) = (by, now);
    }

    public void CheckOpen() => Refused.Unless(ClosedAt is null, "accuracy-audit-is-open");
}

/// <summary>A part of an audit's area of which it takes a sample of its own.</summary>
sealed class AccuracyStratum : IInArea
{
    public required string Audit { get; init; }

    /// <summary>The first 9 digits of a street's code, or a community's 12.</summary>
    public required string Area { get; init; }

    public required int Population { get; init; }
    public required int Size { get; init; }
}

/// <summary>A household that was drawn, and what was found there.</summary>
sealed class SampledHousehold : IInArea, IVersioned
{
    public required string Audit { get; init; }
    public required string Household { get; init; }

    /// <summary>12-digit code of the household's community when it was drawn.</summary>
    public required string Area { get; init; }

    public required string Stratum { get; init; }

    /// <summary>1, 2, … within the stratum, in the order of the draw.</summary>
    public required int Place { get; init; }

    public SampleOutcome Outcome { get; private set; }

    /// <summary>Names of the fields that were wrong, blanks between them; null for none.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Why nobody was met: a code of <see cref="Reasons"/>.</summary>
    public string? Reason { get; private set; }

    public string? RecordedBy { get; private set; }
    public DateTime? RecordedAt { get; private set; }
    public long Version { get; private set; }

    /// <summary>无人在家、已迁走、已去世、拒绝、其他.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["absent", "moved-away", "deceased", "refused", "other"];

    /// <param name="wrong">names of fields</param>
    public void Find(SampleOutcome outcome, IReadOnlyList<string> wrong, string? reason, string by, DateTime now) =>
        (Outcome, Wrong, Reason, RecordedBy, RecordedAt) = (outcome, wrong.Count == 0 ? null : string.Join(' ', wrong), reason, by, now);
}

enum SampleOutcome
{
    /// <summary>Nobody has been there.</summary>
    Open,
    Right,
    Wrong,

    /// <summary>It could not be found out.</summary>
    NotMet,
}
