using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway;

/// <summary>Who calls: the gateway reads its own tokens by its own keys, from the header or a browser's cookie.</summary>
static class Callers
{
    public static void AddCallers(this IServiceCollection services) =>
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KeyRing, Standings>((options, ring, standings) =>
        {
            // A configuration that is given is not fetched: the keys come from the ring.
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => ring.Published.Where(key => key.KeyId == kid);
            options.SaveToken = true;
            options.Events = new JwtBearerEvents
            {
                OnMessageReceived = context =>
                {
                    if (context.Request.Headers.Authorization.Count == 0) context.Token = SessionCookie.Read(context.Request);
                    return Task.CompletedTask;
                },
                OnTokenValidated = context =>
                {
                    var user = context.Principal!;
                    _ = int.TryParse(user.FindFirst(IssueToken.Epoch)?.Value, out var epoch);
                    if (!standings.Holds(user.FindFirst("sub")?.Value ?? "", epoch)) context.Fail("the token was ended");
                    return Task.CompletedTask;
                },
            };
        });

    /// <summary>The token that the caller was recognized by, null for a caller without a good one.</summary>
    public static async Task<string?> TokenOfAsync(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } ? await http.GetTokenAsync("access_token") : null;

    /// <summary>Where the caller is, coarse enough that one household of IPv6 addresses is one caller.</summary>
    public static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
