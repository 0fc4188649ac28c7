using Volunteering;

var builder = WebApplication.CreateBuilder(args);
builder.AddVolunteering();
var app = builder.Build();
if (args is ["migrate"])
{
    await VolunteeringService.MigrateAsync(app.Services);
    return;
}
app.MapVolunteering();
await app.RunAsync();
