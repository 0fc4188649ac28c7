using Contracts;

namespace Local;

/// <summary>A row of households.csv.</summary>
sealed record HouseholdRow(
    string Id, string Head, string IdNumber, string Phone, string Area, string Address,
    Coordinates Place, Declared? Declared, string Categories, string Needs, DateOnly AsOf);
