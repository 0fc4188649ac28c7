using Contracts;

namespace Local;

/// <summary>A row of members.csv.</summary>
sealed record MemberRow(
    string Id, string Name, string IdNumber, string Phone, string Organization, string Area,
    Coordinates Place, Declared? Declared, string Skills, int Seats);
