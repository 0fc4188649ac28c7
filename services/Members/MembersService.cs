using Contracts.Households;
using Contracts.Organizations;
using Defaults;
using Matching;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Members;

/// <summary>In-service members, the choices of members and households, and their pairing.</summary>
public static class MembersService
{
    public const string Name = "members";

    // The columns of the lists that it takes, for who reads them before they are sent.
    public static Columns MemberColumns => MemberRow.Columns;
    public static Columns ExclusionColumns => ImportExclusions.Columns;

    public static WebApplicationBuilder AddMembers(this WebApplicationBuilder builder)
    {
        Texts.Load(typeof(MembersService).Assembly);
        builder.AddDefaults(Name);
        builder.Services.AddStore<MembersStore, MembersSqlite, MembersPostgres>(builder.Configuration, Name);
        builder.Services.AddHearing<MembersStore>(it => it
            .Hear<AreasChanged, WhenAreasChanged>()
            .Hear<OrganizationsChanged, WhenOrganizationsChanged>()
            .Hear<CampaignChanged, WhenCampaignChanged>()
            .Hear<OrganizationPairingsChanged, WhenOrganizationPairingsChanged>()
            .Hear<HouseholdsChanged, WhenHouseholdsChanged>()
            .Hear<HouseholdsAnonymised, WhenHouseholdsAnonymised>()
            .Hear<HouseholdConsentChanged, WhenHouseholdConsentChanged>()
            .Hear<AidCodesChanged, WhenAidCodesChanged>());
        builder.Services.AddScoped<StartNeeds>();
        builder.Services.AddScoped<ImportMembers>().AddScoped<FindMembers>().AddScoped<ChangeMember>().AddScoped<SetExpectedCount>().AddScoped<FindCounts>();
        builder.Services.AddScoped<ImportChoices>().AddScoped<SetChoices>().AddScoped<ImportExclusions>().AddScoped<FindExclusions>().AddScoped<WithdrawExclusion>();
        builder.Services.AddRuns<MembersStore, PairingRun, PairMembers>().TryAddSingleton<Prover>((market, outcome, stop) => Proof.Check(market, outcome, stop: stop));
        builder.Services.AddScoped<AskPositions>().AddScoped<LoadMarket>().AddScoped<GatherParts>().AddScoped<StartRun>().AddScoped<FindRuns>().AddScoped<CompareRuns>().AddScoped<LoadPlaces>().AddScoped<StartAdoption>().AddScoped<AdoptRun>();
        builder.Services.AddScoped<FindPairings>().AddScoped<ConfirmPairings>().AddScoped<ClosePairing>();
        builder.Services.AddSingleton(new ReplacementPace(
            builder.Configuration.GetValue("Replacements:Quiet", TimeSpan.FromMinutes(2)),
            builder.Configuration.GetValue("Replacements:Most", TimeSpan.FromMinutes(10)),
            builder.Configuration.GetValue("Replacements:Again", TimeSpan.FromHours(6)),
            builder.Configuration.GetValue("Replacements:All", TimeSpan.FromHours(1))));
        builder.Services.AddScoped<GatherWaiting>().AddScoped<GatherAll>().AddScoped<GatherChanged>().AddScoped<ListWaiting>().AddScoped<FindWaiting>().AddSingleton<LooksSinceStart>();
        builder.Services.AddRegularWork<ProposeReplacements>(builder.Configuration.GetValue("Replacements:Look", TimeSpan.FromSeconds(10)));
        return builder;
    }

    public static WebApplication MapMembers(this WebApplication app)
    {
        app.UseDefaults(Name);
        app.MapRegisterHttp();
        app.MapChoicesHttp();
        app.MapExclusionsHttp();
        app.MapRunsHttp();
        app.MapComparisonsHttp();
        app.MapPairingsHttp();
        app.MapWaitingHttp();
        app.MapGrpcService<RegisterGrpc>().For(registerReaders);
        app.MapGrpcService<PairingsGrpc>().For(pairingReaders);
        return app;
    }

    static readonly string[] registerReaders = [Role.Service, Role.OrganizationDepartment, Role.WorkCommittee, Role.Organ, Role.DepartmentSystem];
    static readonly string[] pairingReaders =
    [
        Role.Service, Role.OrganizationDepartment, Role.WorkCommittee, Role.Street, Role.Community, Role.Organ, Role.Member, Role.DepartmentSystem,
    ];

    /// <summary>Brings the store to the newest migration, and has skills that may be named.</summary>
    public static async Task MigrateAsync(IServiceProvider provider)
    {
        await provider.MigrateStoreAsync<MembersStore>();
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<StartNeeds>().BeginAsync(CancellationToken.None);
    }
}
