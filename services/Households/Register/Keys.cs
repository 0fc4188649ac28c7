using Defaults;

namespace Households;

/// <summary>Keyed hashes by which a person is found again without opening what is sealed; null hashes to null.</summary>
sealed class Keys(Sealing sealing)
{
    public string Name(string name) => sealing.Hash("name", name);

    /// <summary>All that a push says of a household but for the day; two households never say the same.</summary>
    public string Said(string form, string text) => sealing.Hash(form, text);

    /// <summary>What a correction asks: the same of the same household is known by it.</summary>
    public string Correction(string household, IEnumerable<CorrectedField> fields) => sealing.Hash(
        "correction", string.Join('\n', fields.Select(it => $"{it.Name}={it.Value}").Order(StringComparer.Ordinal).Prepend(household)));

    public string? IdNumber(string? number) => number is null ? null : sealing.Hash("id-number", number);

    /// <summary>A land line is the same with and without its hyphens.</summary>
    public string? Phone(string? phone) => phone is null ? null : sealing.Hash("phone", phone.Replace("-", "", StringComparison.Ordinal));
}
