namespace Tidy.Tests;

/// <summary>Files and methods are short enough to be read at once.</summary>
static class Sizes
{
    const int longestFile = 250;
    const int longestMethod = 60;

    static readonly string[] written = [".cs", ".razor", ".proto", ".sh", ".awk", ".js", ".css"];

    static readonly Rule files = new(
        "a file has at most 250 lines",
        tree => tree.Pages.Where(IsWritten).Where(page => Length(page.Text) > longestFile)
            .Select(page => new Complaint(page.Path, longestFile + 1, $"{Length(page.Text)} lines are more than {longestFile}")),
        Bad: [Tree.Of(("services/Members/Visits/Visit.cs", Lines(251))), Tree.Of(("tests/run", "#!/bin/bash\n" + Lines(250)))],
        Good:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", Lines(250))),
            Tree.Of(("services/Members/Store/Migrations/First.cs", Lines(900)), ("deploy/Local/areas.csv", Lines(900))),
        ]);

    static readonly Rule methods = new(
        "a method has at most 60 lines",
        tree => tree.Code.SelectMany(LongMethods),
        Bad:
        [
            Tree.Of(("A.cs", $"class A\n{{\n    void Run()\n    {{\n{Lines(58)}    }}\n}}\n")),
            Tree.Of(("A.cs", $"class A\n{{\n    int Size\n    {{\n        get\n        {{\n{Lines(58)}return 1;        }}\n    }}\n}}\n")),
            Tree.Of(("Program.cs", string.Concat(Enumerable.Repeat("Run();\n", 61)))),
        ],
        Good:
        [
            Tree.Of(("A.cs", $"class A\n{{\n    [Fact]\n    void Run()\n    {{\n{Lines(57)}    }}\n}}\n")),
            Tree.Of(("A.cs", $"class A\n{{\n{Lines(100)}    void Run() {{ }}\n}}\n")),
            Tree.Of(("Program.cs", string.Concat(Enumerable.Repeat("Run();\n", 60)) + "\nstatic void Run() { }\n")),
        ]);

    static bool IsWritten(Page page) =>
        !page.Folders.Contains("Migrations")
        && (written.Contains(Path.GetExtension(page.Path)) || page.Text.StartsWith("#!", StringComparison.Ordinal));

    static int Length(string text) => text.Count(letter => letter == '\n') + (text.Length > 0 && text[^1] != '\n' ? 1 : 0);

    static IEnumerable<Complaint> LongMethods(Page page)
    {
        var bodies = page.Code.DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Select(node => (First: AfterAttributes(node), Last: node.GetLastToken()));
        var statements = page.Code.Members.OfType<GlobalStatementSyntax>()
            .Where(statement => statement.Statement is not LocalFunctionStatementSyntax).ToList();
        if (statements.Count > 0)
            bodies = bodies.Append((statements[0].GetFirstToken(), statements[^1].GetLastToken()));
        return bodies.Select(body => (body.First, Lines: LineOf(body.Last) - LineOf(body.First) + 1))
            .Where(body => body.Lines > longestMethod)
            .SelectMany(body => page.Object(body.First, $"{body.Lines} lines are more than {longestMethod}"));
    }

    static SyntaxToken AfterAttributes(SyntaxNode node) =>
        node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault() is { } attributes
            ? attributes.GetLastToken().GetNextToken()
            : node.GetFirstToken();

    static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().EndLinePosition.Line;

    static string Lines(int count) => new('\n', count);
}
