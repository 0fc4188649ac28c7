namespace Contracts.Households;

/// <summary>
/// Needy households entered, changed or left the database; up to 500 in one fact. Never a name, number, phone, address
/// or position: who runs a market asks for positions by gRPC.
/// </summary>
public sealed record HouseholdsChanged(IReadOnlyList<HouseholdChange> Items);

/// <param name="Area">12-digit code of the community</param>
/// <param name="Need">need score, 0 to 100, under the rule in force</param>
/// <param name="Active">false once the household has left the database</param>
public sealed record HouseholdChange(string Id, string Area, int Need, IReadOnlyList<string> Needs, bool Active, long Version);

/// <summary>
/// Households that left the database were anonymised; up to 500 in one fact. Whoever keeps anything personal of them takes it away.
/// </summary>
public sealed record HouseholdsAnonymised(IReadOnlyList<AnonymisedHousehold> Items);

/// <param name="Area">12-digit code of the community in which it was last</param>
public sealed record AnonymisedHousehold(string Id, string Area);

/// <summary>
/// The audit log of a service was this far at a time: whoever changes it afterwards cannot change this. Nothing of what
/// stands in it.
/// </summary>
/// <param name="Number">of the last entry</param>
/// <param name="Hash">of the last entry, over all that go before it; SHA-256, base64</param>
/// <param name="Area">prefix of the division in which all entries lie that were anchored with it; empty where there is none</param>
public sealed record AuditAnchored(string Service, long Number, string Hash, DateTime At, string Area);

/// <summary>
/// What households have said about their consent holds otherwise than before; up to 500 in one fact. Of one household and scope
/// the highest version wins, in whatever order they come.
/// </summary>
public sealed record HouseholdConsentChanged(IReadOnlyList<HouseholdConsentChange> Items);

/// <param name="Area">12-digit code of the community</param>
/// <param name="Scope">a code of <see cref="ConsentScope"/></param>
/// <param name="Holds">given, refused or withdrawn</param>
/// <param name="Version">of what this household has said of this scope</param>
public sealed record HouseholdConsentChange(string Id, string Area, string Scope, string Holds, long Version);

/// <summary>A coded list of aid (困难类别、需求) as it is after a code was added or revised: all of it, at most 200 codes, nothing personal.</summary>
/// <param name="List"><c>categories</c> or <c>needs</c></param>
/// <param name="Items">in the order of the list</param>
/// <param name="Version">grows with each change of the list</param>
/// <param name="Area">prefix of the division whose bureau changed it; empty where the list began</param>
public sealed record AidCodesChanged(string List, IReadOnlyList<AidCode> Items, long Version, string Area);

/// <param name="Authority">who acknowledges a category, in Chinese; null for a need</param>
/// <param name="Parent">the category that it is a part of</param>
/// <param name="ValidTo">first day on which it no longer holds, null while no such day is set</param>
/// <param name="Order">its place in the list</param>
public sealed record AidCode(
    string Code, string Chinese, string English, string? Authority, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo, int Order);
