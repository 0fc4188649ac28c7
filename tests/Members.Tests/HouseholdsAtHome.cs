using Contracts;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;

namespace Members.Tests;

/// <summary>The neighbour that says where households live: a real gRPC server that lets only services in.</summary>
sealed class HouseholdsAtHome : HouseholdPositions.HouseholdPositionsBase, IAsyncDisposable
{
    readonly List<HouseholdPosition> positions = [];
    WebApplication app = null!;

    public string Address => app.Urls.First();

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>While it is away it answers like a process that is not there.</summary>
    public bool Away { get; set; }

    /// <summary>What a call waits for before it answers.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public static async Task<HouseholdsAtHome> StartAsync(TestIssuer issuer)
    {
        var home = new HouseholdsAtHome();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(home);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false;
            options.MetadataAddress = issuer.Address + "/.well-known/openid-configuration";
            options.TokenValidationParameters = AccessRules.Validation("pairing");
        });
        home.app = builder.Build();
        home.app.UseAuthentication();
        home.app.UseAuthorization();
        home.app.MapGrpcService<HouseholdsAtHome>().For(Role.Service);
        await home.app.StartAsync();
        return home;
    }

    public void Place(string id, string area, Coordinates? at)
    {
        var position = new HouseholdPosition { Id = id, Area = area };
        if (at is { } known) (position.Longitude, position.Latitude) = (known.Longitude, known.Latitude);
        lock (positions) positions.Add(position);
    }

    public override async Task Read(ReadPositions request, IServerStreamWriter<PositionPacket> responseStream, ServerCallContext context)
    {
        Asked++;
        await Until.WaitAsync(context.CancellationToken);
        if (Away) throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        HouseholdPosition[] below;
        lock (positions) below = [.. positions.Where(it => it.Area.StartsWith(request.Area, StringComparison.Ordinal)).OrderBy(it => it.Id, StringComparer.Ordinal)];
        foreach (var packet in below.Chunk(500)) await responseStream.WriteAsync(new PositionPacket { Items = { packet } });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
