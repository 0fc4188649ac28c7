using System.Net;
using Contracts.Households.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Defaults.Tests;

/// <summary>A neighbour that refuses the first so many calls, with a status of the test's choice, and counts them all.</summary>
sealed class BalkyGrpc : HouseholdRegister.HouseholdRegisterBase, IAsyncDisposable
{
    int asked;
    WebApplication app = null!;

    public string Address => app.Urls.Single();
    public int Asked => asked;
    public int Refuses { get; init; }
    public StatusCode With { get; init; } = StatusCode.Unavailable;

    /// <summary>Entries that a list gives before it breaks off.</summary>
    public int Gives { get; init; }

    public async Task<BalkyGrpc> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        app = builder.Build();
        app.MapGrpcService<BalkyGrpc>();
        await app.StartAsync();
        return this;
    }

    public override Task<HouseholdReply> Find(FindHousehold request, ServerCallContext context)
    {
        Balk();
        return Task.FromResult(new HouseholdReply { Id = request.Id });
    }

    public override async Task List(ListHouseholds request, IServerStreamWriter<HouseholdReply> responses, ServerCallContext context)
    {
        for (var i = 0; i < Gives; i++) await responses.WriteAsync(new HouseholdReply { Id = $"h{i}" });
        Balk();
        await responses.WriteAsync(new HouseholdReply { Id = "last" });
    }

    void Balk()
    {
        if (Interlocked.Increment(ref asked) <= Refuses) throw new RpcException(new Status(With, "not now"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
