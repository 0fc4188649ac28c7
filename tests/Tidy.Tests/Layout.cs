using System.Text.RegularExpressions;

namespace Tidy.Tests;

/// <summary>The tree is grouped by subject, and its names tell what is where.</summary>
static partial class Layout
{
    static readonly string[] kinds =
    [
        "Controllers", "Models", "Helpers", "Utils", "Utilities", "Services", "Interfaces", "Dtos", "Entities", "Repositories", "Managers",
        "Handlers", "Extensions", "Exceptions", "Enums", "Common", "Misc", "Shared", "Base",
    ];

    static readonly string[] kindEndings = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Dto", "Impl", "Base"];

    static readonly Allowance[] namedElsewhere =
    [
        new("services/StandIns/", "bears the type names of the packages that it stands in for"),
    ];

    // Whose files are named by what they hold many of, or by the tool that reads them.
    static readonly Allowance[] notNamedByType =
    [
        new("services/Contracts/", "keeps all facts of a service in one file"),
        new("services/StandIns/", "keeps small declarations that belong together in one file"),
    ];

    static readonly string[] notTypes = ["Program", "Usings", "AssemblyInfo"];

    static readonly Rule folders = new(
        "folders and files are grouped by subject, not by kind",
        tree => tree.Files.SelectMany(path => path.Split('/')[..^1].Where(kinds.Contains)
            .Concat(kindEndings.Where(ending => path.EndsWith(ending + ".cs", StringComparison.Ordinal) && !namedElsewhere.Any(allowance => allowance.Covers(path))))
            .Select(found => new Complaint(path, 1, $"{found} is a kind, not a subject"))),
        Bad:
        [
            Tree.Of(("services/Members/Models/Visit.cs", "")),
            Tree.Of(("gateway/Gateway/Controllers/Accounts.cs", "")),
            Tree.Of(("services/Members/Visits/VisitManager.cs", "")),
        ],
        Good: [Tree.Of(("services/Members/Visits/Visit.cs", ""), ("deploy/images/Containerfile", ""), ("services/StandIns/Grpc.Core.Api/ClientBase.cs", ""))]);

    static readonly Rule top = new(
        "the top holds the four folders, the solution, the front page and build files only",
        tree => tree.Files.Select(path => path.Split('/')).Where(parts => !(parts is [.. { Length: > 1 }] ? TopFolder() : TopFile()).IsMatch(parts[0]))
            .Select(parts => new Complaint(string.Join('/', parts), 1, $"{parts[0]} has no place at the top")),
        Bad: [Tree.Of(("notes.md", "")), Tree.Of(("src/Members/Visit.cs", "")), Tree.Of(("services", ""))],
        Good:
        [
            Tree.Of(("Pairing.sln", ""), ("README.md", ""), ("Directory.Build.props", ""), ("Directory.Build.targets", ""), ("global.json", ""),
                (".editorconfig", ""), (".ci/run", ""), ("services/Members/Program.cs", ""), ("deploy/images/Containerfile", "")),
        ]);

    static readonly Rule named = new(
        "a file of code is named after a type that it holds, or by the word that its types begin or, many of them, end with",
        tree => tree.Code.Where(page => !notNamedByType.Any(allowance => allowance.Covers(page)) && !notTypes.Contains(page.Stem))
            .Where(page => !page.Code.DescendantNodes().Any(node => IsNamed(NameOf(node), page.Stem)))
            .Select(page => new Complaint(page.Path, 1, $"holds no type {page.Stem}…")),
        Bad: [Tree.Of(("services/Members/Visits/Visit.cs", "sealed class Walk;"))],
        Good:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "enum Depth; sealed record Visit;"), ("services/Members/Visits/Visit.Text.cs", "partial record Visit;")),
            Tree.Of(("services/Members/Program.cs", "Run();"), ("services/Contracts/Members.cs", "sealed record VisitRecorded;")),
            Tree.Of(("services/Defaults/Decide.cs", "delegate bool Decide();"), ("services/Defaults/Scoped.cs", "interface IScoped;")),
            Tree.Of(("deploy/Local/Generate/Rows.cs", "sealed record AreaRow; sealed record MemberRow;")),
            Tree.Of(("services/Defaults/Lists/Import.cs", "sealed record ImportReceipt; static class ImportEndpoints;")),
        ]);

    static bool IsNamed(string? type, string stem) =>
        type is not null && (type.StartsWith(stem, StringComparison.Ordinal) || type.StartsWith("I" + stem, StringComparison.Ordinal)
            || (stem.EndsWith('s') && type.EndsWith(stem[..^1], StringComparison.Ordinal)));

    static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };

    [GeneratedRegex(@"^(\..+|services|gateway|deploy|tests)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TopFolder();

    [GeneratedRegex(@"^(\..+|Pairing\.sln|README\.md|Directory\.\w+\.(props|targets)|global\.json)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TopFile();
}
