using Contracts.Organizations;
using Defaults;

namespace Organizations;

/// <summary>How a pairing stands: proposed by an adopted run, confirmed by both sides, declined by one, or ended.</summary>
enum PairingStatus
{
    Proposed,
    Confirmed,
    Declined,
    Ended,
}

/// <summary>
/// A pairing (结对) of an organ with a community, as a period. It stands from its proposal until it is declined or ended;
/// the same two may be paired again later, but while they stand no two pairings share a pair or a seat.
/// </summary>
sealed class Pairing : IInArea, IOfOrganization, IVersioned
{
    public required string Id { get; init; }
    public required string Campaign { get; init; }

    /// <summary>The run that proposed it.</summary>
    public required string Run { get; init; }
    public required string Organization { get; init; }
    public required string Community { get; init; }

    /// <summary>12-digit code of the community; while the pairing stands it moves with the community.</summary>
    public required string Area { get; init; }
    public required int Seat { get; init; }
    public required long DistanceDm { get; init; }
    public required DateTime Since { get; init; }

    /// <summary>Null while it stands.</summary>
    public DateTime? Until { get; private set; }
    public PairingStatus Status { get; private set; }
    public DateTime? OrganizationConfirmedAt { get; private set; }
    public DateTime? CommunityConfirmedAt { get; private set; }

    /// <summary>Why it was declined or ended, in the words of who did it; sealed, since people name people.</summary>
    public string? Reason { get; private set; }
    public long Version { get; private set; }

    /// <summary>True when this side had not confirmed yet.</summary>
    /// <exception cref="RefusedException">rule <c>pairing-stands</c></exception>
    public bool Confirm(PairingSide side, DateTime now)
    {
        Refused.Unless(Until is null, "pairing-stands");
        if ((side == PairingSide.Organization ? OrganizationConfirmedAt : CommunityConfirmedAt) is not null) return false;
        if (side == PairingSide.Organization) OrganizationConfirmedAt = now;
        else CommunityConfirmedAt = now;
        if (OrganizationConfirmedAt is not null && CommunityConfirmedAt is not null) Status = PairingStatus.Confirmed;
        return true;
    }

    /// <summary>Declined before both have confirmed; later runs keep the two apart.</summary>
    /// <exception cref="RefusedException">rules <c>pairing-stands</c>, <c>pairing-awaits-confirmation</c></exception>
    public void Decline(string reason, DateTime now)
    {
        Refused.Unless(Until is null, "pairing-stands");
        Refused.Unless(Status == PairingStatus.Proposed, "pairing-awaits-confirmation");
        (Status, Reason, Until) = (PairingStatus.Declined, reason, now);
    }

    /// <summary>Ended by who runs the campaign; later runs may pair the two again.</summary>
    /// <exception cref="RefusedException">rule <c>pairing-stands</c></exception>
    public void End(string reason, DateTime now)
    {
        Refused.Unless(Until is null, "pairing-stands");
        (Status, Reason, Until) = (PairingStatus.Ended, reason, now);
    }

    /// <summary>The change that is about to be saved, under the version that saving gives it.</summary>
    public OrganizationPairingChange AsChange() =>
        new(Id, Organization, Community, Area, Wire.NameOf(Status), Since, Until, Version + 1);
}

/// <summary>The two sides of a pairing.</summary>
enum PairingSide
{
    Organization,
    Community,
}
