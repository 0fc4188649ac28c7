using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Support;

namespace Defaults.Tests;

public sealed class TokenTests(OpenShop open) : IClassFixture<OpenShop>
{
    readonly Shop shop = open.Shop;

    const string Area = "320102001001";

    [Fact]
    public async Task Only_a_token_of_the_issuer_for_us_that_holds_today_is_trusted()
    {
        await using var stranger = await TestIssuer.StartAsync();
        var good = shop.Issuer.Token(Role.Community, Area);
        (string Token, int Status)[] book =
        [
            (good, 200),
            (shop.Issuer.Token(Role.Community, Area, minutes: -1), 401),
            (shop.Issuer.Token(Role.Community, Area, audience: "somebody-else"), 401),
            (stranger.Token(Role.Community, Area), 401),
            (Unsigned(good), 401),
            (SignedByPublicKey(good), 401),
            (WithClaim(good, "\"community\"", "\"administrator\""), 401),
            (Made(shop, it => it.Issuer = "another"), 401),
            (Made(shop, it => it.Expires = null), 401),
            (Made(shop, it => it.NotBefore = it.Expires), 401),
            (good[..^2], 401),
            ("nonsense", 401),
            ("", 401),
        ];
        foreach (var (token, status) in book)
            Assert.Equal((status, token), ((int)await StatusAsync(shop, token, "/api/v1/shop/crates"), token));
    }

    [Fact]
    public async Task Another_role_is_denied_and_so_is_everyone_where_nobody_was_named()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(shop, shop.Issuer.Token(Role.Organ, Area, "o1"), "/api/v1/shop/crates"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(shop, shop.Issuer.Token("guest", Area), "/api/v1/shop/crates"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(shop, shop.Issuer.Token(Role.Service), "/api/v1/shop/forgotten"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(shop, shop.Issuer.Token(Role.Administrator, "32"), "/api/v1/shop/forgotten"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(shop, null, "/api/v1/shop/forgotten"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(shop, null, "/api/v1/shop/crates"));
    }

    static async Task<HttpStatusCode> StatusAsync(Shop shop, string? token, string path)
    {
        using var http = shop.Service.As(null);
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    static string Unsigned(string token) => Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + token.Split('.')[1] + ".";

    /// <summary>The confusion of a public key with a shared one: HS256 under what anybody can read.</summary>
    static string SignedByPublicKey(string token)
    {
        var head = Base64UrlEncoder.Encode("""{"alg":"HS256","kid":"test","typ":"JWT"}""") + "." + token.Split('.')[1];
        return head + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData("test"u8, Encoding.ASCII.GetBytes(head)));
    }

    static string WithClaim(string token, string from, string to)
    {
        var parts = token.Split('.');
        var body = Base64UrlEncoder.Decode(parts[1]);
        Assert.Contains(from, body, StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(body.Replace(from, to, StringComparison.Ordinal))}.{parts[2]}";
    }

    static string Made(Shop shop, Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = "pairing",
            Audience = "pairing",
            Claims = new Dictionary<string, object> { ["sub"] = "tester", [Claim.Role] = new[] { Role.Community }, [Claim.Area] = Area },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10),
            SigningCredentials = shop.Issuer.Signing,
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
