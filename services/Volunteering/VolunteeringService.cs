using Contracts.Households;
using Contracts.Members;
using Defaults;

namespace Volunteering;

/// <summary>Service posts that communities set and members claim, and the offers to those whom a run left idle.</summary>
public static class VolunteeringService
{
    public const string Name = "volunteering";

    public static WebApplicationBuilder AddVolunteering(this WebApplicationBuilder builder)
    {
        Texts.Load(typeof(VolunteeringService).Assembly);
        builder.AddDefaults(Name);
        builder.Services.AddStore<VolunteeringStore, VolunteeringSqlite, VolunteeringPostgres>(builder.Configuration, Name);
        builder.Services.AddHearing<VolunteeringStore>(it => it
            .Hear<MembersChanged, WhenMembersChanged>()
            .Hear<HelpersLeftIdle, WhenHelpersLeftIdle>()
            .Hear<AidCodesChanged, WhenAidCodesChanged>());
        builder.Services.AddScoped<StartNeeds>();
        builder.Services.AddScoped<SetPost>().AddScoped<ChangePost>().AddScoped<ClosePost>().AddScoped<ReadPosts>();
        builder.Services.AddScoped<ClaimPost>().AddScoped<LeavePost>().AddScoped<ReleasePlaces>().AddScoped<ReadClaims>();
        builder.Services.AddScoped<FindOpenPosts>().AddScoped<ReadOffers>();
        return builder;
    }

    public static WebApplication MapVolunteering(this WebApplication app)
    {
        app.UseDefaults(Name);
        app.MapPostsHttp();
        app.MapClaimsHttp();
        app.MapOffersHttp();
        app.MapGrpcService<PostsGrpc>().For(PostsHttp.Readers);
        return app;
    }

    /// <summary>Brings the store to the newest migration, and has skills that may be named.</summary>
    public static async Task MigrateAsync(IServiceProvider provider)
    {
        await provider.MigrateStoreAsync<VolunteeringStore>();
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<StartNeeds>().BeginAsync(CancellationToken.None);
    }
}
