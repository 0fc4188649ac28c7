using Assessment;

var builder = WebApplication.CreateBuilder(args);
builder.AddAssessment();
var app = builder.Build();
if (args is ["migrate"])
{
    await AssessmentService.MigrateAsync(app.Services);
    return;
}
app.MapAssessment();
await app.RunAsync();
