namespace Tidy.Tests;

/// <summary>A log line is declared once, with a name, by a source-generated method.</summary>
static class Logging
{
    static readonly string[] written = ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical"];

    static readonly Rule generated = new(
        "log methods are source-generated",
        tree => tree.Code.SelectMany(page => page.Code.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Parent is InvocationExpressionSyntax && written.Contains(access.Name.Identifier.ValueText))
            .SelectMany(access => page.Object(access, $"{access} is written out by hand"))),
        Bad: [Tree.Of(("services/Members/Visits/RecordVisit.cs", "log.LogInformation(\"Recorded {Visit}\", visit);"))],
        Good: [Tree.Of(("services/Members/Visits/RecordVisit.cs", "static partial class Log { [LoggerMessage(1, LogLevel.Information, \"Recorded\")] public static partial void Recorded(ILogger log); }"))]);
}
