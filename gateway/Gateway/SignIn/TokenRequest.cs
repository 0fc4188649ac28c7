using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace Gateway;

/// <summary>What a client sends: the credentials either by HTTP Basic or in the form, never both.</summary>
sealed record TokenRequest(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret)
{
    /// <summary>Which of the two ways was taken; the answer to a wrong secret depends on it.</summary>
    [JsonIgnore]
    public bool Basic { get; private init; }

    /// <returns>null when a parameter is missing or given twice, or both ways are taken</returns>
    public static TokenRequest? Of(Dictionary<string, StringValues> form, string authorization)
    {
        string? Only(string name) => form.GetValueOrDefault(name) is [{ Length: > 0 } value] ? value : null;
        if (Only("grant_type") is not { } grant) return null;
        if (authorization == "")
            return Only("client_id") is { } id && Only("client_secret") is { } secret ? new TokenRequest(grant, id, secret) : null;
        return form.ContainsKey("client_secret") || OfBasic(authorization) is not var (user, password)
            ? null
            : new TokenRequest(grant, user, password) { Basic = true };
    }

    // Both halves are form-encoded before they are joined (RFC 6749, section 2.3.1).
    static (string Id, string Secret)? OfBasic(string authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [{ Length: > 0 }, { Length: > 0 }] ? (Decode(parts[0]), Decode(parts[1])) : null;
    }

    static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
