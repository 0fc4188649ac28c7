using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Support;

namespace Gateway.Tests;

/// <summary>The real gateway on two free ports, over a test store.</summary>
sealed class FrontDoor : IAsyncDisposable
{
    readonly WebApplication app;
    string? opener;

    FrontDoor(WebApplication app, TestStore store, RecordedLog log) => (this.app, Store, Log) = (app, store, log);

    public TestStore Store { get; }
    public RecordedLog Log { get; }
    public IServiceProvider Services => app.Services;
    public IConfigurationRoot Configuration => (IConfigurationRoot)app.Configuration;
    public Uri Http => new(app.Urls.First());
    public Uri Grpc => new(app.Urls.Last());

    /// <summary>In the file that the first start wrote: the user, then the password.</summary>
    public string AdministratorPassword => File.ReadAllLines(Path.Combine(Store.Folder, GatewayService.FirstAdministratorFile))[1];

    public static async Task<FrontDoor> StartAsync(TestStore store, Dictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder();
        var log = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ports:Http"] = "0",
            ["Ports:Grpc"] = "0",
            ["Services:members:Secret"] = ServiceSecret,
            // Tests of the limit set their own; the others are one address that asks a lot at once.
            ["Limits:Burst"] = "5000",
            ["Limits:RequestsPerSecond"] = "5000",
            ["Passwords:Iterations"] = "1000",
            ["Keys:ReadSeconds"] = "0.5",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddGateway();
        if (time is not null) builder.Services.Replace(ServiceDescriptor.Singleton(time));
        var app = builder.Build();
        await GatewayService.MigrateAsync(app.Services);
        app.MapGateway();
        await app.StartAsync();
        return new FrontDoor(app, store, log);
    }

    public const string ServiceSecret = "a secret of the members service";

    /// <summary>A caller with this token, or without one; no cookies are kept.</summary>
    public HttpClient As(string? token)
    {
        // One who asks first waits for the answer, however busy the machine is, and does not send a refused body after a second.
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        var http = new HttpClient(handler) { BaseAddress = Http };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public GrpcChannel Channel() => GrpcChannel.ForAddress(Grpc);

    public async Task<HttpResponseMessage> SignInAsync(string user, string password)
    {
        using var http = As(null);
        return await http.PostAsJsonAsync("/sign-in", new { user, password });
    }

    public async Task<string> TokenAsync(string user, string password)
    {
        using var answer = await SignInAsync(user, password);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public Task<string> AdministratorAsync() => TokenAsync(FirstStart.Administrator, AdministratorPassword);

    /// <summary>Opens an account as the first administrator and signs it in.</summary>
    public async Task<string> PersonAsync(string user, string[] roles, string? area = null, string? organization = null, string? member = null)
    {
        using var administrator = As(opener ??= await AdministratorAsync());
        using var made = await administrator.PostAsJsonAsync(
            "/api/v1/accounts", new { user, roles, area, organization, member, password = PasswordOf(user) });
        Assert.Equal(201, (int)made.StatusCode);
        return await TokenAsync(user, PasswordOf(user));
    }

    public static string PasswordOf(string user) => $"the password of {user}";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
