using System.Net;
using System.Text.Json;
using Contracts;
using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Assessment.Tests;

/// <summary>The running service, and short ways to tell it facts.</summary>
sealed class Province : IAsyncDisposable
{
    public const string Api = "/api/v1/assessment";

    /// <summary>Two districts; the first has two streets, and its first street two communities.</summary>
    public const string District = "320102";
    public const string First = "320102001001";
    public const string Second = "320102001002";
    public const string Third = "320102002001";
    public const string OtherDistrict = "320104";
    public const string Elsewhere = "320104001001";

    readonly TestStore store;
    readonly TestIssuer issuer;

    Province(TestStore store, TestIssuer issuer) => (this.store, this.issuer) = (store, issuer);

    public RunningService Service { get; private set; } = null!;
    public FakeTime Time { get; } = new(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc));

    public static async Task<Province> OpenAsync(string provider)
    {
        var province = new Province(await TestStore.ForServiceAsync(provider), await TestIssuer.StartAsync());
        province.Service = await RunningService.StartAsync(
            builder => builder.AddAssessment(), app => app.MapAssessment(), AssessmentService.MigrateAsync, province.store, province.issuer,
            builder => builder.Services.AddSingleton<TimeProvider>(province.Time));
        return province;
    }

    public Task TellAsync(params object[] facts) => Task.WhenAll(facts.Select(fact => Service.TellAsync(fact)));

    public static CampaignChanged Campaign(string id, string prefix, long version = 1) =>
        new(id, prefix, new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1), new PairingRules(), new PairingRules(), version);

    public static OrganizationChange Organization(string id, string kind, string area, int seats = 1, long version = 1) =>
        new(id, "Name of " + id, kind, area, null, seats, null, null, version);

    public static MemberChange Member(string id, string organization, bool inService = true, long version = 1, string area = First) =>
        new(id, organization, area, [], 1, inService, version);

    public static HouseholdChange Household(string id, string area, bool active = true, long version = 1) => new(id, area, 50, [], active, version);

    public static MemberPairingChange Pairing(
        string id, string household, string member, string status, long version = 1, string area = First, int stage = 1) =>
        new(id, household, member, "O1", area, stage, 1, status, null, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), null, version);

    public static OrganizationPairingChange OrganPairing(string id, string organ, string community, string area, string status, long version = 1) =>
        new(id, organ, community, area, status, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), null, version);

    public Task<T> GetAsync<T>(string path, string role = Role.OrganizationDepartment, string area = District, string? organization = null) =>
        GetAsync<T>(Service.As(role, area, organization), path);

    static async Task<T> GetAsync<T>(HttpClient caller, string path)
    {
        using var it = caller;
        return await ReadAsync<T>(await it.GetAsync(Api + path));
    }

    public async Task<T> StoreAsync<T>(Func<AssessmentStore, Task<T>> read)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await read(scope.ServiceProvider.GetRequiredService<AssessmentStore>());
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {body}");
        return JsonSerializer.Deserialize<T>(body, Wire.Json)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await store.DisposeAsync();
    }
}
