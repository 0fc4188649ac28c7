using Defaults;

namespace Households;

/// <summary>Two households that may be one (疑似重复), as the last look found them; nobody has said that they are not.</summary>
sealed class Candidate : IInArea
{
    public required string One { get; init; }
    public required string Other { get; init; }

    /// <summary>Prefix of the narrowest division that both are in: who sees that sees both.</summary>
    public required string Area { get; init; }

    public required int Score { get; init; }

    /// <summary><see cref="DuplicateScore.ToText"/>.</summary>
    public required string Lines { get; init; }

    /// <summary>What the two were when they were compared: unless one has changed they need not be compared again.</summary>
    public required long OneVersion { get; init; }

    public required long OtherVersion { get; init; }
    public required DateTime At { get; init; }

    /// <summary>Null where what speaks against it outweighs the rest.</summary>
    public static Candidate? Of(KeyedHousehold one, KeyedHousehold other, DateTime now)
    {
        if (HouseholdPair.Compare(one.Id, other.Id) > 0) (one, other) = (other, one);
        var score = DuplicateScore.Of(one, other);
        return score.Points == 0 ? null : new Candidate
        {
            One = one.Id, Other = other.Id, Area = AreaFilter.Common(one.Area, other.Area), Score = score.Points, Lines = score.ToText(),
            OneVersion = one.Version, OtherVersion = other.Version, At = now,
        };
    }
}
