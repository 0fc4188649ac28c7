using Members;

var builder = WebApplication.CreateBuilder(args);
builder.AddMembers();
var app = builder.Build();
if (args is ["migrate"])
{
    await MembersService.MigrateAsync(app.Services);
    return;
}
app.MapMembers();
await app.RunAsync();
