using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests;

/// <summary>Reads and verifies a token by RFC 7515 and RFC 7518 alone, with nothing of the library that made it.</summary>
static class Tokens
{
    public static JsonElement Header(string token) => Part(token, 0);
    public static JsonElement Claims(string token) => Part(token, 1);

    public static async Task<JsonElement[]> KeysAsync(HttpClient http)
    {
        var metadata = await http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration");
        var keys = await http.GetFromJsonAsync<JsonElement>(metadata.GetProperty("jwks_uri").GetString());
        return [.. keys.GetProperty("keys").EnumerateArray()];
    }

    public static bool Verify(string token, IEnumerable<JsonElement> keys)
    {
        var kid = Header(token).GetProperty("kid").GetString();
        var key = keys.Single(it => it.GetProperty("kid").GetString() == kid);
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key.GetProperty("x").GetString()!), Y = Bytes(key.GetProperty("y").GetString()!) },
        });
        var parts = token.Split('.');
        return ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256);
    }

    static JsonElement Part(string token, int at) => JsonDocument.Parse(Bytes(token.Split('.')[at])).RootElement;

    static byte[] Bytes(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
