using System.Net;
using Contracts.Organizations.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests;

/// <summary>
/// A tiny real service behind the gateway, on an HTTP/1.1 and an HTTP/2 port. It tells what reached it, takes uploads of
/// any size, and waits for ever where a test asks it to.
/// </summary>
sealed class Backend : IAsyncDisposable
{
    readonly WebApplication app;

    Backend(WebApplication app) => this.app = app;

    public string Http { get; private set; } = "";
    public string Grpc { get; private set; } = "";

    /// <summary>Set by the first bytes of an upload, long before its end.</summary>
    public TaskCompletionSource UploadBegan { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<Backend> StartAsync(string name, int httpPort = 0, int grpcPort = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, httpPort, it => it.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, grpcPort, it => it.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        var app = builder.Build();
        var backend = new Backend(app);
        app.MapGet("/readyz", () => "ready");
        app.MapGet($"/openapi/{name}.json", () => Results.Json(new { openapi = "3.1.1", info = new { title = name } }));
        app.MapMethods($"/api/v1/{name}/echo/{{**rest}}", ["GET", "POST", "PUT", "DELETE"], (Delegate)((HttpContext http) => EchoAsync(name, http)));
        app.MapPost($"/api/v1/{name}/upload", (Delegate)backend.UploadAsync);
        app.MapGet($"/api/v1/{name}/forever", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        app.MapGet($"/api/v1/{name}/runs/forever", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        app.MapGet($"/api/v1/{name}/refused", () => Results.Problem(statusCode: 409, title: "refused by the service"));
        app.MapGet($"/api/v1/{name}/failing", () => Results.StatusCode(500));
        app.MapGrpcService<Directory>();
        await app.StartAsync();
        (backend.Http, backend.Grpc) = (app.Urls.First(), app.Urls.Last());
        return backend;
    }

    public Dictionary<string, string?> Settings(string name) =>
        new() { [$"Backends:{name}:Http"] = Http, [$"Backends:{name}:Grpc"] = Grpc };

    static async Task<IResult> EchoAsync(string name, HttpContext http) => Results.Json(new Echo(
        name, http.Request.Method, http.Request.Path + http.Request.QueryString,
        http.Request.Headers.ToDictionary(it => it.Key, it => it.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        await new StreamReader(http.Request.Body).ReadToEndAsync()));

    async Task<long> UploadAsync(HttpContext http)
    {
        var buffer = new byte[64 << 10];
        long total = 0;
        while (await http.Request.Body.ReadAsync(buffer) is var read && read > 0)
        {
            total += read;
            UploadBegan.TrySetResult();
        }
        return total;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>Finds any organization, and says in its name with what authorization it was asked.</summary>
    sealed class Directory : OrganizationDirectory.OrganizationDirectoryBase
    {
        public override async Task<OrganizationReply> Find(FindOrganization request, ServerCallContext context)
        {
            if (request.Id == "refused") throw new RpcException(new Status(StatusCode.FailedPrecondition, "refused by the service"));
            if (request.Id == "forever") await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new OrganizationReply { Id = request.Id, Name = context.RequestHeaders.GetValue("authorization") ?? "" };
        }

        public override async Task List(ListOrganizations request, IServerStreamWriter<OrganizationReply> responseStream, ServerCallContext context)
        {
            for (var i = 0; i < 3; i++) await responseStream.WriteAsync(new OrganizationReply { Id = $"o{i}" });
        }
    }
}

/// <summary>A request as it reached the service.</summary>
sealed record Echo(string Service, string Method, string Path, Dictionary<string, string> Headers, string Body);
