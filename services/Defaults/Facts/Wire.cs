using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Defaults;

/// <summary>JSON as it leaves and enters: strict, so that a typing error is a clear refusal and never a silent default.</summary>
public static class Wire
{
    public static readonly JsonSerializerOptions Json = Strict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>A value of an enumeration as it stands on the wire: <c>open-ended</c>.</summary>
    public static string NameOf<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RefuseNullElements);
        return options;
    }

    /// <summary>Nullable annotations are respected for members only: a null inside a list would pass, and fail deep inside a verb.</summary>
    static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { IsValueType: false })
            type.OnDeserialized = list =>
            {
                foreach (var element in (IEnumerable)list)
                    if (element is null) throw new JsonException("a list holds null");
            };
    }
}
