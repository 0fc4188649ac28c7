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
