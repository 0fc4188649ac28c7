using Defaults;
using Matching;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Organizations;

/// <summary>Divisions, party organizations, campaigns, choices, and the pairing of organs with communities.</summary>
public static class OrganizationsService
{
    public const string Name = "organizations";

    // The columns of the lists that it takes, for who reads them before they are sent.
    public static Columns AreaColumns => AreaList.Columns;
    public static Columns UnitColumns => UnitRow.Columns;
    public static Columns ChoiceColumns => ChoiceList.Columns;

    public static WebApplicationBuilder AddOrganizations(this WebApplicationBuilder builder)
    {
        Texts.Load(typeof(OrganizationsService).Assembly);
        builder.AddDefaults(Name);
        builder.Services.AddStore<OrganizationsStore, OrganizationsSqlite, OrganizationsPostgres>(builder.Configuration, Name);
        builder.Services
            .AddScoped<ImportAreas>().AddScoped<FindAreas>()
            .AddScoped<LoadSurroundings>().AddScoped<FollowMoves>().AddScoped<ImportUnits>().AddScoped<ChangeUnit>().AddScoped<FindUnits>()
            .AddScoped<OpenCampaign>().AddScoped<ChangeRules>().AddScoped<FindCampaigns>()
            .AddScoped<LoadSides>().AddScoped<ReplaceChoices>().AddScoped<FindChoices>()
            .AddScoped<LoadMarket>().AddScoped<StartRun>().AddScoped<StartAdoption>().AddScoped<AdoptRun>().AddScoped<FindRuns>().AddScoped<CompareRuns>()
            .AddScoped<AnswerPairing>().AddScoped<FindPairings>();
        builder.Services.AddRuns<OrganizationsStore, PairingRun, PairOrganizations>().TryAddSingleton<Prover>((market, outcome, stop) => Proof.Check(market, outcome, stop: stop));
        return builder;
    }

    public static WebApplication MapOrganizations(this WebApplication app)
    {
        app.UseDefaults(Name);
        app.MapAreasHttp();
        app.MapUnitsHttp();
        app.MapCampaignsHttp();
        app.MapChoicesHttp();
        app.MapRunsHttp();
        app.MapPairingsHttp();
        app.MapGrpcService<UnitsGrpc>().ForEveryRole();
        app.MapGrpcService<PairingsGrpc>().ForEveryRole();
        return app;
    }

    public static Task MigrateAsync(IServiceProvider provider) => provider.MigrateStoreAsync<OrganizationsStore>();
}
