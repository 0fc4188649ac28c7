using Defaults;
using Households;

return await ServiceProcess.RunAsync(
    args, HouseholdsService.Name, it => it.AddHouseholds(), it => it.MapHouseholds(), HouseholdsService.MigrateAsync,
    [new ServiceVerb("verify-audit", HouseholdsService.VerifyAuditAsync), new ServiceVerb("verify-anonymised", HouseholdsService.VerifyAnonymisedAsync)], "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
