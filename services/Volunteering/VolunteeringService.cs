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
            .Hear<HelpersLeftIdle, WhenHelpersLeftIdle>());
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

    public static Task MigrateAsync(IServiceProvider provider) => provider.MigrateStoreAsync<VolunteeringStore>();
}
