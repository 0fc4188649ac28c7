using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Contracts.Organizations;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Support;

namespace Households.Tests;

/// <summary>The real service over an empty store, with two streets of one district and one community of another, on a clock that stands still.</summary>
sealed class Bureau : IAsyncDisposable
{
    public const string Scope = "320102";
    public const string First = "320102002001";
    public const string Second = "320102002002";
    public const string OtherStreet = "320102003001";
    public const string OtherDistrict = "320104001001";
    public const string Abolished = "320102002009";

    public const string Header = "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of";

    readonly TestIssuer issuer;
    readonly Action<WebApplicationBuilder>? change;

    Bureau(TestStore store, TestIssuer issuer, FakeTime time, ToldFacts told, RecordedLog log, Action<WebApplicationBuilder>? change) =>
        (Store, this.issuer, Time, Told, Log, this.change) = (store, issuer, time, told, log, change);

    public TestStore Store { get; }
    public RunningService Service { get; private set; } = null!;
    public FakeTime Time { get; }

    /// <summary>What the service has announced.</summary>
    public ToldFacts Told { get; }

    public HttpClient CivilAffairs => Service.As(Role.CivilAffairs, "320102");

    public RecordedLog Log { get; }

    public static async Task<Bureau> OpenAsync(string provider, Action<WebApplicationBuilder>? change = null)
    {
        var (store, issuer) = (await TestStore.ForServiceAsync(provider), await TestIssuer.StartAsync());
        var log = new RecordedLog();
        var (time, told) = (new FakeTime(new DateTime(2026, 3, 10, 1, 0, 0, DateTimeKind.Utc)), new ToldFacts());
        var bureau = new Bureau(store, issuer, time, told, log, change);
        await bureau.StartAsync();
        await bureau.Service.TellAsync(new AreasChanged(
        [
            Area(First), Area(Second), Area(OtherStreet), Area(OtherDistrict),
            Area(Abolished) with { ValidTo = new DateOnly(2026, 1, 1) },
            Area("320102002000") with { Level = "street" },
        ]));
        return bureau;
    }

    /// <summary>Stops the service amid whatever it does, and starts it again over the same store.</summary>
    public async Task RestartAsync()
    {
        await Service.DisposeAsync();
        await StartAsync();
    }

    async Task StartAsync() => Service = await AnotherAsync();

    /// <summary>Another process over the same store.</summary>
    public Task<RunningService> AnotherAsync() => RunningService.StartAsync(
        builder => builder.AddHouseholds(), app => app.MapHouseholds(), HouseholdsService.MigrateAsync, Store, issuer, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Time);
            builder.Services.AddSingleton<IRelayEnd>(Told);
            builder.Logging.AddProvider(Log);
            change?.Invoke(builder);
        });

    public static AreaChange Area(string code) => new(code, "community", "社区", code[..9] + "000", new DateOnly(2020, 1, 1), null, 1);

    /// <summary>A row of the list whose cells are all right, some of them changed.</summary>
    public static string Row(
        string id, string head = "王秀英", string idNumber = "", string phone = "", string area = First, string address = "", string longitude = "118.8",
        string latitude = "32.05", string crs = "", string categories = "minimum-living", string needs = "medical", string asOf = "2026-03-01") =>
        string.Join(',', id, head, idNumber, phone, area, address, longitude, latitude, crs, categories, needs, asOf);

    public static StringContent Csv(params string[] rows)
    {
        var content = new StringContent(Header + "\n" + string.Concat(rows.Select(row => row + "\n")), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    public static Task<HttpResponseMessage> ImportAsync(HttpClient http, params string[] rows) =>
        http.PostAsync("/api/v1/households/register/import", Csv(rows));

    /// <summary>Imports in the name of the civil affairs bureau, and gives the receipt.</summary>
    public async Task<ImportReceipt> ImportAsync(params string[] rows)
    {
        using var http = CivilAffairs;
        using var answer = await ImportAsync(http, rows);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ImportReceipt>())!;
    }

    /// <summary>Imports what must be refused, and gives its faults as <c>line field rule</c>.</summary>
    public async Task<string[]> FaultsAsync(params string[] rows)
    {
        using var http = CivilAffairs;
        using var answer = await ImportAsync(http, rows);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        return Faults(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public static string[] Faults(JsonNode problem) =>
        [.. problem["errors"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["field"]} {fault["rule"]}")];

    public async Task<JsonNode> GetAsync(string path, string role = Role.CivilAffairs, string area = "320102")
    {
        using var http = Service.As(role, area);
        return JsonNode.Parse(await http.GetStringAsync(path))!;
    }

    /// <summary>Asks in the name of the civil affairs bureau what is no good unless said.</summary>
    public async Task<JsonNode> PostAsync(string path, object body, System.Net.HttpStatusCode expected = System.Net.HttpStatusCode.OK)
    {
        using var http = CivilAffairs;
        using var answer = await http.PostAsJsonAsync("/api/v1/households/" + path, body);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, said);
        return JsonNode.Parse(said)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await Store.DisposeAsync();
    }
}
