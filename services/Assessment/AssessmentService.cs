using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Contracts.Volunteering;
using Defaults;

namespace Assessment;

/// <summary>The ledger of every service's facts, and how far a campaign has come.</summary>
public static class AssessmentService
{
    public const string Name = "assessment";

    public static WebApplicationBuilder AddAssessment(this WebApplicationBuilder builder)
    {
        Texts.Load(typeof(AssessmentService).Assembly);
        builder.AddDefaults(Name);
        builder.Services.AddStore<AssessmentStore, AssessmentSqlite, AssessmentPostgres>(builder.Configuration, Name);
        builder.Services.AddHearing<AssessmentStore>(it => it
            .Hear<AreasChanged, WhenTold<AreasChanged>>()
            .Hear<OrganizationsChanged, WhenTold<OrganizationsChanged>>()
            .Hear<CampaignChanged, WhenTold<CampaignChanged>>()
            .Hear<OrganizationPairingsChanged, WhenTold<OrganizationPairingsChanged>>()
            .Hear<OrganizationRunFinished, WhenTold<OrganizationRunFinished>>()
            .Hear<MembersChanged, WhenTold<MembersChanged>>()
            .Hear<MemberPairingsChanged, WhenTold<MemberPairingsChanged>>()
            .Hear<MemberRunFinished, WhenTold<MemberRunFinished>>()
            .Hear<HelpersLeftIdle, WhenTold<HelpersLeftIdle>>()
            .Hear<HouseholdsLeftWaiting, WhenTold<HouseholdsLeftWaiting>>()
            .Hear<HouseholdsChanged, WhenTold<HouseholdsChanged>>()
            .Hear<HouseholdsAnonymised, WhenTold<HouseholdsAnonymised>>()
            .Hear<HouseholdConsentChanged, WhenTold<HouseholdConsentChanged>>()
            .Hear<AidCodesChanged, WhenTold<AidCodesChanged>>()
            .Hear<AuditAnchored, WhenTold<AuditAnchored>>()
            .Hear<PostsChanged, WhenTold<PostsChanged>>()
            .Hear<PostClaimed, WhenTold<PostClaimed>>()
            .Hear<PostLeft, WhenTold<PostLeft>>()
            .Hear<PostsOffered, WhenTold<PostsOffered>>());
        builder.Services.AddScoped<RecordFact>().AddScoped<KeepCopies>().AddScoped<ReadLedger>().AddScoped<CountCoverage>();
        return builder;
    }

    public static WebApplication MapAssessment(this WebApplication app)
    {
        app.UseDefaults(Name);
        app.MapLedgerHttp();
        app.MapCoverageHttp();
        app.MapGrpcService<CoverageGrpc>().For(CoverageHttp.Readers);
        return app;
    }

    public static Task MigrateAsync(IServiceProvider provider) => provider.MigrateStoreAsync<AssessmentStore>();
}
