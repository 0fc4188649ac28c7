using Organizations;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrganizations();
var app = builder.Build();
if (args is ["migrate"])
{
    await OrganizationsService.MigrateAsync(app.Services);
    return;
}
app.MapOrganizations();
await app.RunAsync();
