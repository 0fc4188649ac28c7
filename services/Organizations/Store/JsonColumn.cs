using System.Text.Json;
using Defaults;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Organizations;

/// <summary>A value that is read and written whole, as one text.</summary>
static class JsonColumn
{
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class? => property.HasConversion(
        value => JsonSerializer.Serialize(value, Wire.Json),
        text => JsonSerializer.Deserialize<T>(text, Wire.Json)!,
        new ValueComparer<T>(
            (one, other) => JsonSerializer.Serialize(one, Wire.Json) == JsonSerializer.Serialize(other, Wire.Json),
            value => JsonSerializer.Serialize(value, Wire.Json).GetHashCode(StringComparison.Ordinal),
            value => value)); // never changed in place
}
