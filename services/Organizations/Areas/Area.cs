using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Organizations;

/// <summary>
/// A division (行政区划) as the national list has it, known by code and level: in a city without districts one code stands
/// for the city and for its only district. Divisions are abolished, split and sometimes restored, so each holds from a day
/// until a day, and each such period is a row.
/// </summary>
sealed record Area : IOpen
{
    public required string Code { get; init; }
    public required AreaLevel Level { get; init; }
    public required string Name { get; init; }

    /// <summary>Code of the division above; a division that stands for its own parent repeats its code; null at the top.</summary>
    public string? Parent { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it no longer holds, null while it holds.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The version of its facts.</summary>
    public required long Version { get; init; }

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>Where its cursor stands: lists go out in the order of code and level.</summary>
    public string Cursor => $"{Code}-{(int)Level}";

    public AreaChange AsFact() => new(Code, AreaLevels.Name(Level), Name, Parent, ValidFrom, ValidTo, Version);
}
