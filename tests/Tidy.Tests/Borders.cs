using System.Xml.Linq;

namespace Tidy.Tests;

/// <summary>Services meet on the wire only, and the engine meets nobody.</summary>
static class Borders
{
    // What may stand on several services at once. A service's own tests may stand on that service.
    static readonly Allowance[] hosts =
    [
        new("deploy/Local/", "hosts every service in one process"),
        new("tests/System.Tests/", "tests the whole platform through its front door"),
        new("tests/Interop.Tests/", "lets independent clients talk to real services"),
        new("tests/Benchmarks/", "measures services of several kinds in one run"),
    ];

    static readonly Rule references = new(
        "no project references a service but its own tests and what hosts the whole",
        tree => tree.Projects.Where(page => !hosts.Any(host => host.Covers(page)))
            .SelectMany(page => Items(page, "ProjectReference")
                .Where(name => FileKinds.Services.Contains(name) && page.Path != $"tests/{name}.Tests/{name}.Tests.csproj")
                .Select(name => new Complaint(page.Path, 1, $"references the service {name}"))),
        Bad:
        [
            Project("services/Members/Members.csproj", "<ProjectReference Include=\"../Households/Households.csproj\" />"),
            Project("services/Members/Members.csproj", "<ProjectReference Include=\"$(ServicesFolder)Households\\Households.csproj\" />"),
            Project("gateway/Gateway/Gateway.csproj", "<ProjectReference Include=\"../../services/Members/Members.csproj\" />"),
            Project("tests/Members.Tests/Members.Tests.csproj", "<ProjectReference Include=\"../../services/Households/Households.csproj\" />"),
        ],
        Good:
        [
            Project("services/Members/Members.csproj", "<ProjectReference Include=\"../Contracts/Contracts.csproj\" />"),
            Project("tests/Members.Tests/Members.Tests.csproj", "<ProjectReference Include=\"../../services/Members/Members.csproj\" />"),
            Project("deploy/Local/Local.csproj", "<ProjectReference Include=\"../../services/Members/Members.csproj\" />"),
        ]);

    static readonly Rule namespaces = new(
        "no service uses another service's namespace",
        tree => tree.Code.Where(page => FileKinds.Services.Contains(page.ServiceFolder))
            .SelectMany(page => page.Code.DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Where(use => FileKinds.Services.Any(other => other != page.ServiceFolder && First(use) == other))
                .SelectMany(use => page.Object(use, $"{use} reaches into another service"))),
        Bad:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "using Households;\nclass Visit;")),
            Tree.Of(("services/Members/Visits/Visit.cs", "using static global::Households.Household;\nclass Visit;")),
            Tree.Of(("services/Members/Visits/Visit.cs", "using Home = Households.Household;\nclass Visit;")),
        ],
        Good:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "using Contracts.Households;\nusing Members;\nclass Visit;")),
            Tree.Of(("deploy/Local/Program.cs", "using Households;\nusing Members;")),
        ]);

    static readonly Rule engine = new(
        "the engine references no package and no project",
        tree => tree.Projects.Where(page => page.ServiceFolder == "Matching")
            .SelectMany(page => new[] { "PackageReference", "ProjectReference", "FrameworkReference", "Reference", "Import" }
                .SelectMany(kind => Items(page, kind).Select(name => new Complaint(page.Path, 1, $"references {name}")))),
        Bad:
        [
            Project("services/Matching/Matching.csproj", "<PackageReference Include=\"NetTopologySuite\" />"),
            Project("services/Matching/Matching.csproj", "<ProjectReference Include=\"../Defaults/Defaults.csproj\" />"),
            Project("services/Matching/Matching.csproj", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />"),
        ],
        Good: [Project("services/Matching/Matching.csproj", "<InternalsVisibleTo Include=\"Matching.Tests\" />")]);

    static readonly string[] outside =
    [
        "File", "Directory", "FileStream", "Console", "Environment.GetEnvironmentVariable", "Random", "RandomNumberGenerator", "Guid.NewGuid",
        "DateTime", "DateTimeOffset", "Stopwatch", "TimeProvider", "Process", "HttpClient", "Socket",
    ];

    static readonly Rule pure = new(
        "the engine reads no file, clock or chance",
        tree => tree.Code.Where(page => page.ServiceFolder == "Matching")
            .SelectMany(page => page.Code.DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => outside.Contains(name.Identifier.ValueText) || outside.Contains(name.Parent?.ToString()))
                .SelectMany(name => page.Object(name, $"{name} reaches outside"))),
        Bad:
        [
            Tree.Of(("services/Matching/Solver.cs", "class Solver { string Read() => File.ReadAllText(\"a\"); }")),
            Tree.Of(("services/Matching/Solver.cs", "class Solver { Random chance = new(1); }")),
            Tree.Of(("services/Matching/Solver.cs", "class Solver { long Now() => System.Diagnostics.Stopwatch.GetTimestamp(); }")),
        ],
        Good:
        [
            Tree.Of(("services/Matching/Solver.cs", "class Solver { int threads = Environment.ProcessorCount; }")),
            Tree.Of(("tests/Benchmarks/Solve.cs", "class Solve { string Read() => File.ReadAllText(\"a\"); }")),
        ]);

    static string First(UsingDirectiveSyntax use) =>
        use.NamespaceOrType.ToString().Replace("global::", "", StringComparison.Ordinal).Split('.')[0];

    /// <summary>What a project includes of one kind, as names: a path is cut down to the file's stem.</summary>
    static IEnumerable<string> Items(Page page, string kind) =>
        XDocument.Parse(page.Text).Descendants(kind).Select(item => (item.Attribute("Include") ?? item.Attribute("Project"))?.Value ?? "")
            .Select(path => path.Split('/', '\\')[^1]).Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? name[..^7] : name);

    static Tree Project(string path, string item) => Tree.Of((path, $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{item}</ItemGroup></Project>"));
}
