using Contracts;

namespace Local;

/// <summary>A position as a list declares it.</summary>
readonly record struct Declared(double Longitude, double Latitude, Crs Crs);
