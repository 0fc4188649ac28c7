using Contracts.Members;
using Defaults;

namespace Members;

enum PairingStatus
{
    Proposed,
    Confirmed,
    Declined,
    Ended,
}

/// <summary>Who speaks for a pairing: the member or its organization, or the household's community.</summary>
enum PairingSide
{
    Member,
    Household,
}

/// <summary>
/// A member helps a household (结对帮扶) for a period. The same two may pair again later; while a pairing stands, neither
/// the household's place of that stage nor the member's seat is given twice.
/// </summary>
[SaidBy(nameof(IOfPerson.Person), nameof(Member))]
sealed class Pairing : IInArea, IOfOrganization, IOfPerson, IVersioned
{
    /// <summary>Why a pairing ended: its household left the database.</summary>
    public const string HouseholdLeft = "household-left";

    /// <summary>It ended since its household had refused to be contacted, or withdrawn its consent: once it consents again, the same two may be proposed.</summary>
    public const string EndedForConsent = "contact-withdrawn";

    /// <summary>The committee had its reasons: the same two are not proposed again by the service itself.</summary>
    public const string EndedByCommittee = "ended-by-committee";

    const string byMember = "declined-by-member", byHousehold = "declined-by-household";

    public required string Id { get; init; }
    public required string Campaign { get; init; }
    public required string Run { get; init; }
    public required string Household { get; init; }
    public required string Member { get; init; }

    /// <summary>The member's organization.</summary>
    public required string Organization { get; set; }

    /// <summary>The household's community.</summary>
    public required string Area { get; set; }

    /// <summary>1 first helper, 2 second helper; a second place is in addition to the member's seats.</summary>
    public required int Stage { get; init; }
    public required int Seat { get; init; }
    public required long DistanceDm { get; init; }
    public required DateTime Since { get; init; }
    public DateTime? Until { get; private set; }
    public PairingStatus Status { get; private set; }

    /// <summary>Why it was declined or ended, by a coded name.</summary>
    public string? EndReason { get; private set; }

    /// <summary>The same in somebody's own words; sealed in the store.</summary>
    public string? EndWords { get; private set; }
    public DateTime? MemberConfirmedAt { get; private set; }
    public DateTime? HouseholdConfirmedAt { get; private set; }

    /// <summary>
    /// Since when the household is not to be visited or called by whoever helps it: it has refused that, or withdrawn its consent (撤回同意).
    /// Null while it may be. The pairing stands until the committee ends it.
    /// </summary>
    public DateTime? ContactWithdrawnAt { get; private set; }
    public long Version { get; private set; }

    string IOfPerson.Person => Member;

    public bool Stands => Until is null;

    /// <summary>Both sides had confirmed, whatever became of it.</summary>
    public bool WasConfirmed => MemberConfirmedAt is not null && HouseholdConfirmedAt is not null;

    /// <summary>The side that declined it, null when none did.</summary>
    public PairingSide? DeclinedBy => EndReason switch
    {
        byMember => PairingSide.Member,
        byHousehold => PairingSide.Household,
        _ => null,
    };

    /// <summary>Confirmed once both sides have; true when this changed anything.</summary>
    /// <exception cref="RefusedException">rules <c>pairing-stands</c>, <c>contact-not-withdrawn</c></exception>
    public bool Confirm(PairingSide side, DateTime now)
    {
        Refused.Unless(Stands, "pairing-stands");
        Refused.Unless(ContactWithdrawnAt is null, "contact-not-withdrawn");
        if ((side == PairingSide.Member ? MemberConfirmedAt : HouseholdConfirmedAt) is not null) return false;
        if (side == PairingSide.Member) MemberConfirmedAt = now;
        else HouseholdConfirmedAt = now;
        if (WasConfirmed) Status = PairingStatus.Confirmed;
        return true;
    }

    /// <summary>A proposal that a side declines is not proposed again in this campaign.</summary>
    /// <exception cref="RefusedException">rules <c>pairing-stands</c>, <c>pairing-awaits-confirmation</c></exception>
    public void Decline(PairingSide side, string words, DateTime now)
    {
        Refused.Unless(Stands, "pairing-stands");
        Refused.Unless(Status == PairingStatus.Proposed, "pairing-awaits-confirmation");
        Close(PairingStatus.Declined, side == PairingSide.Member ? byMember : byHousehold, words, now);
    }

    /// <exception cref="RefusedException">rule <c>pairing-stands</c></exception>
    public void End(string reason, string? words, DateTime now)
    {
        Refused.Unless(Stands, "pairing-stands");
        Close(PairingStatus.Ended, reason, words, now);
    }

    /// <summary>By whoever oversees it; the coded reason is the household's own where it has said that nobody is to come.</summary>
    /// <exception cref="RefusedException">rule <c>pairing-stands</c></exception>
    public void EndByCommittee(string words, DateTime now) => End(ContactWithdrawnAt is null ? EndedByCommittee : EndedForConsent, words, now);

    /// <summary>Hears whether the household may be contacted.</summary>
    public void HearConsent(bool withdrawn, DateTime now) => ContactWithdrawnAt = withdrawn ? ContactWithdrawnAt ?? now : null;

    void Close(PairingStatus status, string reason, string? words, DateTime now) =>
        (Status, EndReason, EndWords, Until) = (status, reason, words, now);

    /// <summary>As it is told in the transaction that saves it, which counts its version up by one.</summary>
    public MemberPairingChange AsFact() => new(
        Id, Household, Member, Organization, Area, Stage, Seat, Status.ToString().ToLowerInvariant(), EndReason, Since, Until, Version + 1, ContactWithdrawnAt is not null);
}
