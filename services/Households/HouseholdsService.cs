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
        services.AddScoped<FindCodes>().AddScoped<StartCodes>().AddScoped<DecideCodes>();
        services.AddScoped<FindNeedRule>();
        services.AddScoped<ExplainNeed>();
        services.AddScoped<DecideNeedRule>();
        services.AddRegularWork<StartNeedRules>(StartNeedRules.Every);
        services.AddRuns<HouseholdsStore, Rescoring, RecomputeNeeds>();
        services.AddScoped<ReadHistory>().AddScoped<LoadStory>().AddScoped<KeepLate>();

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
        services.AddScoped<PrepareStretch>();
        services.AddScoped<TakeStretch>();
        services.AddScoped<EndUnlisted>();
        services.AddScoped<DecideMissing>();
        services.AddScoped<ListParked>();
        services.AddScoped<DecideParked>();

        services.AddScoped<ReadCounted>();
        services.AddScoped<ReadStatistics>();
        services.AddRegularWork<CountMonths>(CountMonths.Every);
        services.AddCare();
        services.AddProtection(builder.Configuration);
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

    /// <summary>What protects those in the data: how long it is kept, how lists of it are taken away, and what they have consented to.</summary>
    static void AddProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ReadRetention(configuration.GetSection("Retention")));
        services.AddScoped<FindDue>().AddScoped<AnonymiseHouseholds>().AddScoped<AskAnonymisation>().AddScoped<ClearReports>().AddScoped<VerifyAnonymised>();
        services.AddRegularWork<KeepRetention>(KeepRetention.Every);
        services.AddRuns<HouseholdsStore, Export, MakeExport>();
        services.AddScoped<AskExport>().AddScoped<DecideExport>().AddScoped<FindExports>();
        services.AddRegularWork<ExpireExports>(ExpireExports.Every);
        services.AddScoped<StartNotices>().AddScoped<FindNotices>().AddScoped<DecideNotice>().AddScoped<RecordConsent>().AddScoped<FindConsents>();
    }

    public static WebApplication MapHouseholds(this WebApplication app)
    {
        app.UseDefaults(Name, afterRouting: it => it.UseDenials());
        app.MapRegisterHttp();
        app.MapHistoryHttp();
        app.MapAuditHttp();
        app.MapBatchesHttp();
        app.MapDuplicatesHttp();
        app.MapCodesHttp();
        app.MapNeedHttp();
        app.MapStatisticsHttp();
        app.MapCorrectionsHttp();
        app.MapFreshnessHttp();
        app.MapAccuracyHttp();
        app.MapRetentionHttp();
        app.MapExportsHttp();
        app.MapConsentsHttp();
        app.MapGrpcService<RegisterGrpc>().For(
            Role.Service, Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee);
        app.MapGrpcService<PositionsGrpc>().For(Role.Service);
        app.MapGrpcService<PushesGrpc>().For(Role.CivilAffairs, Role.DepartmentSystem);
        return app;
    }

    /// <exception cref="InvalidOperationException">when a time is so short, or so long, that it must be a mistake</exception>
    static RetentionRules ReadRetention(IConfigurationSection said)
    {
        var unless = RetentionRules.Default;
        var rules = new RetentionRules(
            said.GetValue("Years", unless.Years), said.GetValue("MistakenDays", unless.MistakenDays), said.GetValue("GraceDays", unless.GraceDays),
            said.GetValue("ParkedDays", unless.ParkedDays), said.GetValue("ReportDays", unless.ReportDays));
        return rules.AreSane ? rules : throw new InvalidOperationException("Retention: years are 1 to 100, days 7 to 36,500");
    }

    /// <summary>Looks whether anything personal is left of households that were anonymised, says in one line what it found, and gives 0 when there is nothing, else 1.</summary>
    public static async Task<int> VerifyAnonymisedAsync(IServiceProvider provider)
    {
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var verdict = await scope.ServiceProvider.GetRequiredService<VerifyAnonymised>().RunAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(verdict, Wire.Json));
        return verdict.Holding == 0 ? 0 : 1;
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

    /// <summary>Brings the store to the newest migration, and has coded lists, a need rule and a notice in force.</summary>
    public static async Task MigrateAsync(IServiceProvider provider)
    {
        await provider.MigrateStoreAsync<HouseholdsStore>();
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<StartCodes>().BeginAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<StartNeedRules>().BeginAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<StartNotices>().BeginAsync(CancellationToken.None);
    }
}
