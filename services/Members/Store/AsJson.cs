using System.Globalization;
using System.Text.Json;
using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Members;

/// <summary>A small record kept whole in one column.</summary>
sealed class AsJson<T>() : ValueConverter<T, string>(
    it => JsonSerializer.Serialize(it, Wire.Json), text => JsonSerializer.Deserialize<T>(text, Wire.Json)!) where T : class;

/// <summary>Codes as lists write them, separated by <c>;</c>.</summary>
sealed class CodesInOneCell() : ValueConverter<string[], string>(
    codes => string.Join(';', codes), cell => cell.Split(';', StringSplitOptions.RemoveEmptyEntries));

sealed class CodesAreEqual() : ValueComparer<string[]>(
    (one, other) => ReferenceEquals(one, other) || one != null && other != null && one.SequenceEqual(other),
    codes => codes.Aggregate(0, (hash, code) => HashCode.Combine(hash, code)),
    codes => codes);

/// <summary>The arrays are replaced, never written into, so the snapshot is the array itself.</summary>
sealed class ListsAreEqual() : ValueComparer<RankedChoice[]>(
    (one, other) => ReferenceEquals(one, other) || one != null && other != null && one.SequenceEqual(other),
    choices => choices.Aggregate(0, (hash, choice) => HashCode.Combine(hash, choice)),
    choices => choices);

/// <summary>Where somebody lives, sealed: WGS-84 degrees with every digit, longitude first.</summary>
sealed class SealedPosition(Sealing sealing) : SealedColumn<Coordinates>(
    position => sealing.Seal(Write(position)), text => Read(sealing.Open(text)))
{
    static string Write(Coordinates position) => string.Create(CultureInfo.InvariantCulture, $"{position.Longitude:R} {position.Latitude:R}");

    static Coordinates Read(string text)
    {
        var between = text.IndexOf(' ', StringComparison.Ordinal);
        return new(
            double.Parse(text.AsSpan(0, between), CultureInfo.InvariantCulture),
            double.Parse(text.AsSpan(between + 1), CultureInfo.InvariantCulture));
    }
}
