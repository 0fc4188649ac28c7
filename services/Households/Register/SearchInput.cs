using Contracts;
using Defaults;

namespace Households;

/// <summary>A person who is looked for: by an exact ID number, by an exact phone, or by the full name within a street or a community.</summary>
/// <param name="Purpose">a code of <see cref="Purposes"/></param>
/// <param name="Area">with a name: a 12-digit code or 9-digit prefix</param>
sealed record SearchInput(string Purpose, string? IdNumber = null, string? Phone = null, string? Name = null, string? Area = null)
{
    /// <summary>What is looked for, in one spelling.</summary>
    /// <exception cref="InvalidException">with every fault</exception>
    public Sought Read(DateOnly today)
    {
        var faults = new Faults("");
        if (!Purposes.Codes.Contains(Purpose)) faults.Add(0, "purpose", "code-is-known");
        if (new[] { IdNumber, Phone, Name }.Count(it => !string.IsNullOrWhiteSpace(it)) != 1) faults.Add(0, "search", "search-is-by-one-thing");
        var idNumber = EntryRules.IdNumber(IdNumber?.Trim(), today, rule => faults.Add(0, "idNumber", rule));
        var phone = EntryRules.Phone(Phone?.Trim(), rule => faults.Add(0, "phone", rule));
        var name = Name is null ? null : EntryRules.Line(Name, rule => faults.Add(0, "name", rule));
        if (name is not null && !IsNarrow(Area)) faults.Add(0, "area", "search-by-name-is-in-a-street");
        if (name is null && Area is not null) faults.Add(0, "area", "search-by-name-is-in-a-street");
        faults.ThrowIfAny();
        return new Sought(idNumber, phone, name, name is null ? "" : AreaCode.Scope(Area!));
    }

    static bool IsNarrow(string? area) =>
        area is not null && !area.AsSpan().ContainsAnyExceptInRange('0', '9')
        && (area.Length == 9 || area.Length == AreaCode.Length && AreaCode.LevelOf(area) is AreaLevel.Street or AreaLevel.Community);
}

/// <summary>One of the first three.</summary>
/// <param name="Area">prefix of the codes in which a name is looked for</param>
sealed record Sought(string? IdNumber, string? Phone, string? Name, string Area)
{
    /// <summary>Says by what, never by which.</summary>
    public string Kind => IdNumber is not null ? "id-number" : Phone is not null ? "phone" : "name";
}
