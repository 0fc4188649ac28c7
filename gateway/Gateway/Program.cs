using Defaults;
using Gateway;

return await ServiceProcess.RunAsync(
    args, GatewayService.Name, it => it.AddGateway(), it => it.MapGateway(), GatewayService.MigrateAsync,
    ["Store:Folder", .. GatewayService.Services.Select(service => $"Backends:{service}:Http")]);
