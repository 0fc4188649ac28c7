using System.Text.Json;
using Contracts;
using Defaults;

namespace Households;

/// <summary>
/// What households are told before their consent is asked (告知书): proposed by the bureau, adopted by a second person, in force from
/// its day on until a later one is. What it says never changes, and it is never deleted: a consent names the one it was given to.
/// </summary>
sealed class Notice : IOpen
{
    public const int MostText = 20_000;

    public required int Number { get; init; }
    public required string Chinese { get; init; }
    public required string English { get; init; }

    /// <summary>Codes of <see cref="ConsentScope"/>, in the order of the list.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>The first day on which it may be in force.</summary>
    public required DateOnly From { get; init; }

    /// <summary>An account; never a name.</summary>
    public required string ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }
    public string? AdoptedBy { get; private set; }
    public DateTime? AdoptedAt { get; private set; }

    /// <summary>The first day on which it is in force, unless one of the same or a later day is; null until it is adopted.</summary>
    public DateOnly? InForceFrom { get; private set; }

    /// <summary>The one that ships with the service, in force until the bureau has another.</summary>
    public static Notice First(DateTime now)
    {
        var said = JsonSerializer.Deserialize<Paragraphs>(typeof(Notice).Assembly.GetManifestResourceStream("notice.json")!, Wire.Json)!;
        var since = new DateOnly(2000, 1, 1);
        return new Notice
        {
            Number = 1, Chinese = string.Join('\n', said.Chinese), English = string.Join('\n', said.English), Scopes = [.. ConsentScope.Codes], From = since, ProposedBy = "system",
            ProposedAt = now, InForceFrom = since,
        };
    }

    /// <summary>From its day on, or from today where that has passed: nobody was told before.</summary>
    /// <exception cref="RefusedException">rules <c>notice-waits-for-a-decision</c>, <c>notice-is-adopted-by-another</c></exception>
    public void Adopt(string by, DateOnly today, DateTime now)
    {
        Refused.Unless(InForceFrom is null, "notice-waits-for-a-decision");
        Refused.Unless(by != ProposedBy, "notice-is-adopted-by-another");
        (AdoptedBy, AdoptedAt, InForceFrom) = (by, now, From > today ? From : today);
    }

    sealed record Paragraphs(string[] Chinese, string[] English);
}
