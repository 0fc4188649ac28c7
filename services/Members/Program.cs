using Defaults;
using Members;

return await ServiceProcess.RunAsync(
    args, MembersService.Name, it => it.AddMembers(), it => it.MapMembers(), MembersService.MigrateAsync,
    "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
