using Defaults;
using Organizations;

return await ServiceProcess.RunAsync(
    args, OrganizationsService.Name, it => it.AddOrganizations(), it => it.MapOrganizations(), OrganizationsService.MigrateAsync,
    "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
