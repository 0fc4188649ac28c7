using System.Text.RegularExpressions;

namespace Tidy.Tests;

/// <summary>What a document names is there.</summary>
static partial class Documents
{
    // A file of one of these kinds that a document names is a file of this tree; lists (.csv) and data are the reader's own.
    static readonly string[] ours = [".cs", ".csproj", ".props", ".sln", ".proto", ".razor", ".sh", ".md", ".awk"];

    static readonly Rule links = new(
        "a link of a document leads to a file that exists",
        tree => Written(tree).SelectMany(page => Links(page).Where(found => !IsElsewhere(found.Value) && !Leads(tree, page, found.Value))
            .Select(found => new Complaint(page.Path, found.Line, $"leads nowhere: {found.Value}"))),
        Bad:
        [
            Tree.Of(("README.md", "See [the engine](services/Matching/README.md).")),
            Tree.Of(("services/Members/docs/decisions/one.md", "See [another](two.md#why).")),
        ],
        Good:
        [
            Tree.Of(("README.md", "[Engine](services/Matching/), [start](#start), [a site](https://example.org/x), [one](services/Matching/docs/one.md#why)"),
                ("services/Matching/docs/one.md", "See [the front page](../../../README.md).")),
        ]);

    static readonly Rule paths = new(
        "a path or file name that a document sets in code exists",
        tree => Written(tree).SelectMany(page => Words(page).Where(found => NamesOurs(found.Value) && !Exists(tree, page, found.Value))
            .Select(found => new Complaint(page.Path, found.Line, $"names what is not there: {found.Value}"))),
        Bad:
        [
            Tree.Of(("README.md", "Rules are in `services/Matching/Rules.cs`.")),
            Tree.Of(("README.md", "Rules are in `Rules.cs`.")),
            Tree.Of(("README.md", "```\ndotnet run --project deploy/Local -- pair lists --out pairs\n```")),
            Tree.Of(("services/Matching/docs/one.md", "As `tests/run --long` shows.")),
        ],
        Good:
        [
            Tree.Of(("README.md", "`tests/run`, `services/`, `Solver.cs`, `tests/*.Tests`, `services/<Name>/`, `areas.csv`, `/api/v1/members/pairings`, plain services/Nothing."),
                ("tests/run", ""), ("services/Matching/Solver.cs", "")),
            Tree.Of(("services/Matching/docs/one.md", "`Solver.cs` and `docs/one.md` and `services/Matching`."), ("services/Matching/Solver.cs", "")),
        ]);

    readonly record struct Named(string Value, int Line);

    static IEnumerable<Page> Written(Tree tree) => tree.Pages.Where(page => page.Path.EndsWith(".md", StringComparison.Ordinal));

    static IEnumerable<Named> Links(Page page) =>
        Text(page).Where(line => !line.Fenced).SelectMany(line => Found(Link(), line.Text, line.Number));

    /// <summary>The words set in code: between backticks, and everything in a fenced block.</summary>
    static IEnumerable<Named> Words(Page page) =>
        Text(page).SelectMany(line => (line.Fenced ? [line.Text] : Code().Matches(line.Text).Select(span => span.Groups["code"].Value))
            .SelectMany(code => Found(Word(), code, line.Number)));

    static IEnumerable<Named> Found(Regex pattern, string text, int line) =>
        pattern.Matches(text).Select(match => new Named(match.Groups["named"].Value, line));

    static IEnumerable<(string Text, int Number, bool Fenced)> Text(Page page)
    {
        var fenced = false;
        foreach (var (index, text) in page.Lines.Index())
        {
            if (text.TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else
                yield return (text, index + 1, fenced);
        }
    }

    static bool IsElsewhere(string target) => target.StartsWith('#') || target.Contains(':', StringComparison.Ordinal);

    static bool Leads(Tree tree, Page page, string target) => tree.Has(Resolve(page, target.Split('#')[0]));

    static bool NamesOurs(string word) =>
        word.IndexOfAny(['*', '<', '>', '{', '}', '$', '…', ':']) < 0 && !word.StartsWith('/')
        && (word.Split('/') is ["services" or "gateway" or "deploy" or "tests" or "docs" or ".ci", _, ..]
            || ours.Any(ending => word.EndsWith(ending, StringComparison.Ordinal) && word.Length > ending.Length));

    static bool Exists(Tree tree, Page page, string word) =>
        word.EndsWith('/') && Exists(tree, page, word.TrimEnd('/'))
        || tree.Has(word) || tree.Has(Resolve(page, word)) || Around(page).Any(folder => tree.Has(folder + "/" + word))
        || (!word.Contains('/', StringComparison.Ordinal) && tree.Files.Any(file => file.EndsWith("/" + word, StringComparison.Ordinal)));

    /// <summary>Every folder that the document is in: one about a service may name the service's files from there.</summary>
    static IEnumerable<string> Around(Page page) => page.Folders.Select((_, depth) => string.Join('/', page.Folders[..(depth + 1)]));

    static string Resolve(Page page, string target)
    {
        var parts = new List<string>(page.Folders);
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ""))
                parts.Add(part);
        }
        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\((?<named>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<=^|[\s""'(=])(?<named>[\w.][\w./*<>{}$…:-]*?)(?=[,;.""')]*(\s|$))", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();
}
