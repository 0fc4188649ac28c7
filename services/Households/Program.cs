using Households;

var builder = WebApplication.CreateBuilder(args);
builder.AddHouseholds();
var app = builder.Build();

if (args is ["migrate"])
{
    await HouseholdsService.MigrateAsync(app.Services);
    return;
}

app.MapHouseholds();
await app.RunAsync();
