using Defaults;

namespace Households;

/// <param name="Purpose">a code of <see cref="Purposes"/></param>
/// <param name="Fields">those of <see cref="Known"/> that are needed; the others are not given</param>
/// <param name="Note">more of the purpose; nothing personal</param>
sealed record RevealInput(string Purpose, IReadOnlyList<string> Fields, string? Note = null)
{
    public const string Name = "name";
    public const string IdNumber = "idNumber";
    public const string Phone = "phone";
    public const string Address = "address";
    public const string Position = "position";
    public const string Birth = "birth";

    const int MostNote = 200;

    public static readonly IReadOnlyList<string> Known = [Name, IdNumber, Phone, Address, Position, Birth];

    /// <summary>By which somebody is called or visited.</summary>
    public static readonly IReadOnlyList<string> Contact = [Phone, Address, Position];

    /// <summary>The fields asked for, each once.</summary>
    /// <exception cref="InvalidException">with every fault</exception>
    public string[] Check()
    {
        var faults = new Faults("");
        if (!Purposes.Codes.Contains(Purpose)) faults.Add(0, "purpose", "code-is-known");
        if (Fields.Count == 0) faults.Add(0, "fields", "is-given");
        if (Fields.Any(field => !Known.Contains(field))) faults.Add(0, "fields", "code-is-known");
        if (Note?.Length > MostNote) faults.Add(0, "note", "note-within-limit");
        else if (Note is not null) EntryRules.Line(Note, rule => faults.Add(0, "note", rule));
        faults.ThrowIfAny();
        return [.. Known.Where(Fields.Contains)];
    }
}
