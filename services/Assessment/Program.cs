using Defaults;
using Assessment;

return await ServiceProcess.RunAsync(
    args, AssessmentService.Name, it => it.AddAssessment(), it => it.MapAssessment(), AssessmentService.MigrateAsync,
    "Access:Metadata", "Access:TokenEndpoint", "Access:ClientId", "Access:ClientSecret");
