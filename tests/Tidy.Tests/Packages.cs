using System.Xml.Linq;

namespace Tidy.Tests;

/// <summary>Versions stand in one file, exactly, and the solution holds every project.</summary>
static class Packages
{
    static readonly Allowance[] outsideSolution =
    [
        new("services/StandIns/", "is built by whatever stands on it, and not at all where the public packages are used"),
    ];

    static readonly Rule central = new(
        "versions of packages stand in Directory.Packages.props, each exact",
        tree => tree.Pages.Where(page => page.IsProject || page.Path.EndsWith(".props", StringComparison.Ordinal) || page.Path.EndsWith(".targets", StringComparison.Ordinal))
            .SelectMany(page => XDocument.Parse(page.Text, LoadOptions.SetLineInfo).Descendants().Where(item => !IsCentral(page, item))
                .Select(item => new Complaint(page.Path, ((System.Xml.IXmlLineInfo)item).LineNumber, $"{item} is not a central, exact version"))),
        Bad:
        [
            Tree.Of(("services/Members/Members.csproj", "<Project><PackageReference Include=\"Npgsql\" Version=\"10.0.0\" /></Project>")),
            Tree.Of(("services/Members/Members.csproj", "<Project><PackageReference Include=\"Npgsql\" VersionOverride=\"10.0.0\" /></Project>")),
            Tree.Of(("services/Members/Members.csproj", "<Project><PackageReference Include=\"Npgsql\"><Version>10.0.0</Version></PackageReference></Project>")),
            Tree.Of(("services/Members/Members.csproj", "<Project><PackageVersion Include=\"Npgsql\" Version=\"10.0.0\" /></Project>")),
            Tree.Of(("Directory.Packages.props", "<Project><PackageVersion Include=\"Npgsql\" Version=\"10.*\" /></Project>")),
            Tree.Of(("Directory.Packages.props", "<Project><PackageVersion Include=\"Npgsql\" Version=\"[10.0.0,)\" /></Project>")),
        ],
        Good:
        [
            Tree.Of(("services/Members/Members.csproj", "<Project><PackageReference Include=\"Npgsql\" PrivateAssets=\"all\" /></Project>"),
                ("Directory.Packages.props", "<Project><PackageVersion Include=\"Npgsql\" Version=\"10.0.0\" /></Project>")),
        ]);

    static readonly Rule solution = new(
        "the solution holds every project, and no project that is not there",
        tree =>
        {
            var held = InSolution(tree).ToHashSet();
            return held.Except(tree.Files).Select(path => new Complaint("Pairing.sln", 1, $"{path} is not there"))
                .Concat(tree.Projects.Where(page => !held.Contains(page.Path) && !outsideSolution.Any(allowance => allowance.Covers(page)))
                    .Select(page => new Complaint(page.Path, 1, "is not in Pairing.sln")));
        },
        Bad:
        [
            Tree.Of(("Pairing.sln", ""), ("tests/Members.Tests/Members.Tests.csproj", "<Project />")),
            Tree.Of(("Pairing.sln", Line("services\\Members\\Members.csproj"))),
        ],
        Good:
        [
            Tree.Of(("Pairing.sln", Line("services\\Members\\Members.csproj")), ("services/Members/Members.csproj", "<Project />"),
                ("services/StandIns/Grpc.Net.Common/Grpc.Net.Common.csproj", "<Project />")),
        ]);

    static bool IsCentral(Page page, XElement item) => item.Name.LocalName switch
    {
        "PackageReference" => item.Attribute("Version") is null && item.Attribute("VersionOverride") is null && item.Element("Version") is null,
        "PackageVersion" => page.Path == "Directory.Packages.props" && Version.TryParse(item.Attribute("Version")?.Value.Split('-')[0], out _),
        _ => true,
    };

    static IEnumerable<string> InSolution(Tree tree) =>
        tree.Pages.Where(page => page.Path == "Pairing.sln").SelectMany(page => page.Text.Split('"'))
            .Where(word => word.EndsWith(".csproj", StringComparison.Ordinal)).Select(word => word.Replace('\\', '/'));

    static string Line(string path) => $"Project(\"{{kind}}\") = \"Members\", \"{path}\", \"{{id}}\"\nEndProject\n";
}
