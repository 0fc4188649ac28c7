using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Organizations.Tests;

/// <summary>The real service over a store of its own, with a clock that stands still and an ear at the relay's end.</summary>
sealed class Office : IAsyncDisposable
{
    public const string Root = "/api/v1/organizations/";

    // One issuer and one sealing key for all: a store's model is built once a key, and that is most of a short test's time.
    static readonly Lazy<Task<TestIssuer>> issuer = new(TestIssuer.StartAsync);
    static readonly string sealingKey = MakeKey();

    readonly bool ownsStore;

    Office(TestStore store, bool ownsStore, RunningService service, ToldFacts told, FakeTime time) =>
        (Store, this.ownsStore, Service, Told, Time) = (store, ownsStore, service, told, time);

    public TestStore Store { get; }
    public RunningService Service { get; }
    public ToldFacts Told { get; }
    public FakeTime Time { get; }

    /// <summary>The organization department of the first district.</summary>
    public HttpClient Department => As(Role.OrganizationDepartment, "320102");

    public static async Task<Office> OpenAsync(string provider, Action<WebApplicationBuilder>? change = null) =>
        await OpenAsync(await TestStore.ForServiceAsync(provider), ownsStore: true, change);

    /// <summary>Over a store that somebody else made and disposes.</summary>
    public static Task<Office> OpenOverAsync(TestStore store) => OpenAsync(store, ownsStore: false);

    /// <summary>Starts a run, and gives its id when it has finished.</summary>
    public async Task<string> RunAsync(string campaign = "k1", object? body = null)
    {
        var run = await Department.PostAsync($"campaigns/{campaign}/runs", body, HttpStatusCode.Accepted);
        var id = run["id"]!.GetValue<string>();
        var finished = await Told.NextAsync<Contracts.Organizations.OrganizationRunFinished>();
        Assert.Equal((id, campaign, true), (finished.Run, finished.Campaign, finished.Proven));
        return id;
    }

    /// <summary>Has a run adopted, waits until it is, and gives what came of it.</summary>
    public async Task<JsonNode> AdoptAsync(string run)
    {
        var ended = await AskAdoptionAsync(run);
        Assert.Equal("adopted ", $"{ended["state"]} {ended["fault"]}");
        return ended["adoption"]!;
    }

    /// <summary>Asks to have a run adopted, which must be taken, and gives it as it is shown once it is adopted or was refused.</summary>
    public async Task<JsonNode> AskAdoptionAsync(string run)
    {
        await Department.PostAsync($"runs/{run}/adopt", null, HttpStatusCode.Accepted);
        return await AdoptionEndsAsync(run);
    }

    /// <summary>The run as it is shown once nobody is adopting it any more.</summary>
    public Task<JsonNode> AdoptionEndsAsync(string run) => Eventually.IsAsync(async () =>
        await Department.GetAsync("runs/" + run, HttpStatusCode.OK) is { } shown && shown["state"]!.ToString() != "adopting" ? shown : null);

    static string MakeKey()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, System.Security.Cryptography.RandomNumberGenerator.GetBytes(64));
        return file;
    }

    static async Task<Office> OpenAsync(TestStore store, bool ownsStore, Action<WebApplicationBuilder>? change = null)
    {
        var told = new ToldFacts();
        var time = new FakeTime(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc));
        var service = await RunningService.StartAsync(
            builder => builder.AddOrganizations(), app => app.MapOrganizations(), OrganizationsService.MigrateAsync, store, await issuer.Value,
            builder =>
            {
                builder.Configuration["Sealing:KeyFile"] = sealingKey;
                builder.Services.AddSingleton<IRelayEnd>(told);
                builder.Services.AddSingleton<TimeProvider>(time);
                change?.Invoke(builder);
            });
        return new Office(store, ownsStore, service, told, time);
    }

    public HttpClient As(string? role, string area = "", string? organization = null, string? member = null) =>
        Service.As(role, area, organization, member);

    /// <summary>Reads or writes the store as the service itself does.</summary>
    public async Task<T> InStoreAsync<T>(Func<OrganizationsStore, Task<T>> act)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await act(scope.ServiceProvider.GetRequiredService<OrganizationsStore>());
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        if (ownsStore) await Store.DisposeAsync();
    }
}

/// <summary>One office for a class of tests that change nothing, or nothing that the others see.</summary>
public sealed class SharedOffice : IAsyncLifetime
{
    internal Office Office { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Office = await Office.OpenAsync("sqlite");
        await Office.FillAsync();
    }

    public async Task DisposeAsync() => await Office.DisposeAsync();
}

static class Requests
{
    public static Task<HttpResponseMessage> ImportAsync(this HttpClient http, string what, string csv, string query = "") =>
        http.PostAsync($"{Office.Root}{what}/import{query}", new StringContent(csv, new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv")));

    /// <summary>Imports, and gives the receipt.</summary>
    public static async Task<JsonNode> TakeAsync(this HttpClient http, string what, string csv, string query = "") =>
        await (await http.ImportAsync(what, csv, query)).BodyAsync(HttpStatusCode.OK);

    public static async Task<JsonNode> GetAsync(this HttpClient http, string what, HttpStatusCode expected) =>
        await (await http.GetAsync(Office.Root + what)).BodyAsync(expected);

    public static async Task<JsonNode> PostAsync(this HttpClient http, string what, object? body, HttpStatusCode expected) =>
        await (await http.PostAsJsonAsync(Office.Root + what, body)).BodyAsync(expected);

    public static async Task<string> GetCsvAsync(this HttpClient http, string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Office.Root + what);
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    public static async Task<JsonNode> PutAsync(this HttpClient http, string what, object body, long? ifMatch, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Office.Root + what) { Content = JsonContent.Create(body) };
        if (ifMatch is { } version) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await (await http.SendAsync(request)).BodyAsync(expected);
    }

    public static async Task<JsonNode> BodyAsync(this HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
    }

    /// <summary>The faults of a refused list, as <c>line field rule</c>, in the order of lines.</summary>
    public static string[] Errors(this JsonNode problem) => problem["errors"]!.AsArray().Listed();

    public static string[] Listed(this JsonArray faults) =>
    [
        .. faults.OrderBy(it => it!["line"]!.GetValue<int>()).ThenBy(it => it!["field"]!.GetValue<string>(), StringComparer.Ordinal)
            .Select(it => $"{it!["line"]} {it["field"]} {it["rule"]}"),
    ];

    public static string[] Ids(this JsonNode page, string field = "id") => [.. page["items"]!.AsArray().Select(it => it![field]!.GetValue<string>())];
}
