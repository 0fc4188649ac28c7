using Contracts;

namespace Local;

/// <summary>A row of organizations.csv. <see cref="Place"/> is where it is, <see cref="Declared"/> what the list says of it.</summary>
sealed record OrganizationRow(
    string Id, string Name, string Kind, string Area, string Parent, Coordinates Place, Declared? Declared, int? Seats, string Secretary);
