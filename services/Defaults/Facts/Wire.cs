using System.Text.Json;
using System.Text.Json.Serialization;

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
        return options;
    }
}
