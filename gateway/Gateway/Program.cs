using Gateway;

var builder = WebApplication.CreateBuilder(args);
builder.AddGateway();
var app = builder.Build();
if (args is ["migrate"])
{
    await GatewayService.MigrateAsync(app.Services);
    return;
}
app.MapGateway();
await app.RunAsync();
