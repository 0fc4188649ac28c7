using Defaults;

namespace Members;

static class PairingSides
{
    /// <summary>
    /// The side that the caller speaks for in this pairing: a community for the households of its area, an organ for its
    /// members, a member for itself; null for everybody else.
    /// </summary>
    public static PairingSide? SideOf(this Caller caller, Pairing pairing) =>
        caller.Reach == Reach.Area && caller.Has(Role.Community) && pairing.Area.StartsWith(caller.Area, StringComparison.Ordinal) ? PairingSide.Household
        : caller.Reach == Reach.Organization && pairing.Organization == caller.Organization
            || caller.Reach == Reach.Person && pairing.Member == caller.Member ? PairingSide.Member
        : null;

    /// <exception cref="MissingException">rule <c>pairing-is-known</c>: the caller speaks for neither side</exception>
    public static PairingSide MustSpeakFor(this Caller caller, Pairing pairing) =>
        caller.SideOf(pairing) ?? throw new MissingException("pairing-is-known");

    /// <summary>Somebody's own words are for the side that said them and for the committees; a committee's are for both sides too.</summary>
    public static bool MayReadWords(this Caller caller, Pairing pairing) =>
        caller.Has(Role.OrganizationDepartment) || caller.Has(Role.WorkCommittee)
        || caller.SideOf(pairing) is { } side && (pairing.DeclinedBy is null || pairing.DeclinedBy == side);
}
