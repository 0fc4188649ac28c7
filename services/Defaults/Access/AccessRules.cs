using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Defaults;

/// <summary>Deny by default: an endpoint answers only those whom <see cref="For{T}"/> names.</summary>
public static class AccessRules
{
    /// <summary>
    /// Lets these roles in; everyone else gets 403, and those without a token 401. Who has further roles acts here by
    /// these alone: what another role reaches is not reached through this endpoint.
    /// </summary>
    public static T For<T>(this T endpoint, params string[] roles) where T : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(roles)).WithMetadata(new LetIn(roles));

    sealed record LetIn(string[] Roles);

    /// <summary>Every role of people and department systems; the query is still narrowed by area and organization.</summary>
    public static T ForEveryRole<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.For([.. Role.All]);

    /// <summary>
    /// Trusts the keys of <c>Access:Issuer</c>, published at <c>Access:Metadata</c> (an OpenID configuration document),
    /// and nothing else: ES256 only, expiry required, 30 s of clock skew.
    /// </summary>
    internal static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<CallerSlot>();
        services.AddScoped(provider => provider.GetRequiredService<CallerSlot>().Caller);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false; // inside the cluster or on loopback; TLS ends at the gateway
            options.MetadataAddress = configuration["Access:Metadata"] ?? "http://127.0.0.1:8080/.well-known/openid-configuration";
            options.AutomaticRefreshInterval = TimeSpan.FromMinutes(5); // the next signing key is known before it signs
            options.TokenValidationParameters = Validation(configuration["Access:Issuer"] ?? "pairing");
            options.Events = new JwtBearerEvents { OnAuthenticationFailed = TellAwayAsync };
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(NobodyIsAsked).Build());
    }

    /// <summary>Where the issuer's keys have never been read yet, nothing is known about the token: no 401, which would tell the caller to sign in.</summary>
    static async Task TellAwayAsync(AuthenticationFailedContext context)
    {
        if (context.Exception is not SecurityTokenSignatureKeyNotFoundException) return;
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException error)
        {
            throw new CannotServe("issuer-is-reachable", "", error);
        }
    }

    /// <summary>
    /// What nobody was named for is denied. Where no endpoint of ours would answer, the framework's own 404, 405 or 415
    /// is the true answer and tells nothing.
    /// </summary>
    static bool NobodyIsAsked(AuthorizationHandlerContext context) => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;

    public static TokenValidationParameters Validation(string issuer) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = "pairing",
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.FromSeconds(30),
        NameClaimType = "sub",
        RoleClaimType = Claim.Role,
    };

    internal static void UseCaller(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.RequestServices.GetRequiredService<CallerSlot>().Caller = Caller.From(http.User, http.GetEndpoint()?.Metadata.GetMetadata<LetIn>()?.Roles);
        return next(http);
    });
}
