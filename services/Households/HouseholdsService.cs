using Contracts.Members;
using Contracts.Organizations;
using Defaults;

namespace Households;

/// <summary>Needy households: who they are, what they need, and since when.</summary>
public static class HouseholdsService
{
    public const string Name = "households";

    /// <summary>The columns of the list that it takes, for who reads it before it is sent.</summary>
    public static Columns HouseholdColumns => HouseholdRow.Columns;

    public static WebApplicationBuilder AddHouseholds(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        Texts.Load(typeof(HouseholdsService).Assembly);
        builder.AddDefaults(Name);
        services.AddStore<HouseholdsStore, HouseholdsSqlite, HouseholdsPostgres>(builder.Configuration, Name);
        // Before the runs: what stops later tells of what they did last.
        services.AddSingleton<AnchorFile>().AddSingleton<AuditIds>().AddSingleton<RecordDenials>();
        services.AddScoped<ChainAudit>().AddScoped<AnchorAudit>().AddScoped<VerifyAudit>().AddScoped<FindAudit>().AddScoped<FindHidden>();
        services.AddRegularWork<KeepAudit>(KeepAudit.Every);
        services.AddHearing<HouseholdsStore>(it => it.Hear<AreasChanged, WhenAreasChanged>().Hear<MemberPairingsChanged, WhenMemberPairingsChanged>());

        services.AddSingleton<Keys>();
        services.AddScoped<LoadKnown>();
        services.AddScoped<ImportHouseholds>();
        services.AddScoped<ListHouseholds>();
        services.AddScoped<ShowHousehold>();
        services.AddScoped<RevealHousehold>();
        services.AddScoped<SearchRegister>();
        services.AddScoped<RegisterHousehold>();
        services.AddScoped<ReviseHousehold>();
        services.AddScoped<EndHousehold>();
        services.AddScoped<ReadPositions>();
        services.AddScoped<FindNeedRule>();
        services.AddScoped<ExplainNeed>();
        services.AddScoped<DecideNeedRule>();
        services.AddRegularWork<StartNeedRules>(StartNeedRules.Every);
        services.AddRuns<HouseholdsStore, Rescoring, RecomputeNeeds>();
        services.AddScoped<ReadHistory>();

        services.AddRuns<HouseholdsStore, DuplicateLook, FindDuplicates>();
        services.AddScoped<MakeKeys>().AddScoped<LoadKeyed>().AddScoped<LoadVerdicts>().AddScoped<FindPair>();
        services.AddScoped<StartLook>().AddScoped<ListDuplicates>().AddScoped<DecideDistinct>().AddScoped<MergeHouseholds>();
        services.AddRegularWork<TakeNightlyLook>(TakeNightlyLook.Every);
        services.AddRuns<HouseholdsStore, Batch, PushHouseholds>();
        services.AddScoped<CollectBatch>();
        services.AddScoped<CollectWhole>();
        services.AddScoped<CancelBatch>();
        services.AddScoped<FindBatches>();
        services.AddScoped<ReadReport>();
        services.AddScoped<ReadPushed>();
        services.AddRegularWork<ForgetParts>(ForgetParts.Every);
        services.AddScoped<TakeStretch>();
        services.AddScoped<EndUnlisted>();
        services.AddScoped<DecideMissing>();
        services.AddScoped<ListParked>();
        services.AddScoped<DecideParked>();

        services.AddScoped<ReadCounted>();
        services.AddScoped<ReadStatistics>();
        services.AddRegularWork<CountMonths>(CountMonths.Every);
        services.AddCare();
        return builder;
    }

    /// <summary>What keeps the data right: corrections, how fresh they are, audits of their accuracy.</summary>
    static void AddCare(this IServiceCollection services)
    {
        services.AddScoped<AskCorrection>();
        services.AddScoped<FindCorrections>();
        services.AddScoped<DecideCorrection>();
        services.AddScoped<ApplyCorrection>();
        services.AddScoped<RevealCorrection>();
        services.AddScoped<FindUndone>();
        services.AddRegularWork<KeepCorrections>(KeepCorrections.Every);
        services.AddScoped<ReadFreshness>();
        services.AddScoped<OpenAccuracyAudit>();
        services.AddScoped<FindAccuracy>();
        services.AddScoped<RecordFound>();
        services.AddScoped<CloseAccuracyAudit>();
    }

    public static WebApplication MapHouseholds(this WebApplication app)
    {
        app.UseDefaults(Name, afterRouting: it => it.UseDenials());
        app.MapRegisterHttp();
        app.MapHistoryHttp();
        app.MapAuditHttp();
        app.MapBatchesHttp();
        app.MapDuplicatesHttp();
        app.MapNeedHttp();
        app.MapStatisticsHttp();
        app.MapCorrectionsHttp();
        app.MapFreshnessHttp();
        app.MapAccuracyHttp();
        app.MapGrpcService<RegisterGrpc>().For(
            Role.Service, Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee);
        app.MapGrpcService<PositionsGrpc>().For(Role.Service);
        app.MapGrpcService<PushesGrpc>().For(Role.CivilAffairs, Role.DepartmentSystem);
        return app;
    }

    /// <summary>Verifies the audit log, says in one line what it found, and gives 0 when it is whole, else 1.</summary>
    public static async Task<int> VerifyAuditAsync(IServiceProvider provider)
    {
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var verdict = await scope.ServiceProvider.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(verdict, Wire.Json));
        return verdict.Whole ? 0 : 1;
    }

    /// <summary>Brings the store to the newest migration, and has a need rule in force.</summary>
    public static async Task MigrateAsync(IServiceProvider provider)
    {
        await provider.MigrateStoreAsync<HouseholdsStore>();
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<StartNeedRules>().BeginAsync(CancellationToken.None);
    }
}
