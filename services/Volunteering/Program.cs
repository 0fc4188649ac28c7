using Defaults;
using Volunteering;

return await ServiceProcess.RunAsync(
    args, VolunteeringService.Name, it => it.AddVolunteering(), it => it.MapVolunteering(), VolunteeringService.MigrateAsync,
    "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
