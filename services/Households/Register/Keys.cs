using System.Buffers.Binary;
using System.Globalization;
using Defaults;

namespace Households;

/// <summary>Keyed hashes by which a person is found again without opening what is sealed; null hashes to null.</summary>
sealed class Keys(Sealing sealing)
{
    public string Name(string name) => sealing.Hash("name", name);

    /// <summary>All that a push says of a household but for the day; two households never say the same.</summary>
    public string Said(string form, string text) => sealing.Hash(form, text);

    /// <inheritdoc cref="Said(string, string)"/>
    public string Said(string form, ReadOnlySpan<byte> text) => sealing.Hash(form, text);

    /// <summary>What a correction asks: the same of the same household is known by it.</summary>
    public string Correction(string household, IEnumerable<CorrectedField> fields) => sealing.Hash(
        "correction", string.Join('\n', fields.Select(it => $"{it.Name}={it.Value}").Order(StringComparer.Ordinal).Prepend(household)));

    public string? IdNumber(string? number) => number is null ? null : sealing.Hash("id-number", number);

    /// <summary>A land line is the same with and without its hyphens.</summary>
    public string? Phone(string? phone) => phone is null ? null : sealing.Hash("phone", phone.Replace("-", "", StringComparison.Ordinal));

    /// <summary>The full name with the birth date.</summary>
    public long? NameBirth(string name, DateOnly? birth) =>
        birth is { } day ? Short("name-and-birth", string.Create(CultureInfo.InvariantCulture, $"{name}\n{day:yyyy-MM-dd}")) : null;

    /// <summary>An address in its community, however it is written (<see cref="PlainAddress"/>); 0 for none.</summary>
    public long Address(string area, string? address) =>
        address is not null && PlainAddress.Of(address) is { Length: > 0 } plain ? Short("address", $"{area}\n{plain}") : 0;

    /// <summary>
    /// Eight bytes of a hash, above 0: a fifth of what a hash takes, in a row and in its index. It finds what is compared
    /// by all it has afterwards, so that two values of one short hash cost a comparison.
    /// </summary>
    long Short(string field, string value)
    {
        Span<byte> bytes = stackalloc byte[33];
        Convert.TryFromBase64String(sealing.Hash(field, value), bytes, out _);
        return Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue);
    }
}
