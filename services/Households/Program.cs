using Defaults;
using Households;

return await ServiceProcess.RunAsync(
    args, HouseholdsService.Name, it => it.AddHouseholds(), it => it.MapHouseholds(), HouseholdsService.MigrateAsync,
    "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
