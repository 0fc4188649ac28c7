using System.Text.RegularExpressions;

namespace Tidy.Tests;

/// <summary>The tree speaks of the project: of nothing unfinished, and of no machine that it was written on.</summary>
static partial class Wording
{
    // Put together from halves, so that this file does not say what it looks for.
    static readonly string[] unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];

    static readonly string missing = "NotImplemented" + "Exception";

    static readonly string[] registries = ["nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org", "pypi" + ".org"];

    static readonly Allowance[] missingByDesign =
    [
        new("services/StandIns/", "throws what the public package throws where a subclass did not override"),
    ];

    static readonly Rule finished = new(
        "nothing is left for later in the text",
        tree => tree.Pages.SelectMany(page => Lines(page, text => Word().Matches(text).Select(match => match.Value)
            .FirstOrDefault(word => unfinished.Contains(word) || (word == missing && !missingByDesign.Any(allowance => allowance.Covers(page)))))),
        Bad:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", $"// {unfinished[0]}: later\nsealed class Visit;")),
            Tree.Of(("services/Members/Visits/Visit.cs", $"throw new {missing}();")),
            Tree.Of(("README.md", $"Works, with a {unfinished[2]}.")),
        ],
        Good:
        [
            Tree.Of(("README.md", $"All {unfinished[0].ToLowerInvariant()} lists are served, {unfinished[2]}NEY included.")),
            Tree.Of(("services/StandIns/Grpc.Core.Api/Marshaller.cs", $"throw new {missing}();")),
        ]);

    static readonly Rule placeless = new(
        "the text names no machine's folders and no package registry",
        tree => tree.Pages.SelectMany(page => Lines(page, text =>
            MachineFolder().Match(text) is { Success: true } found ? found.Value : registries.FirstOrDefault(text.Contains))),
        Bad:
        [
            Tree.Of(("tests/run", "#!/bin/bash\ncd /wo" + "rk/main")),
            Tree.Of(("deploy/Local/Program.cs", "var data = \"/ro" + "ot/data\";")),
            Tree.Of(("README.md", "Packages come from https://api." + registries[0] + "/v3.")),
        ],
        Good: [Tree.Of(("README.md", "The pages `docs/work/one` and `/api/v1/members` and `network/home`, and https://example.org/home/."))]);

    static IEnumerable<Complaint> Lines(Page page, Func<string, string?> find) =>
        page.Lines.Select((text, line) => (Said: find(text), Line: line + 1)).Where(found => found.Said is not null)
            .Select(found => new Complaint(page.Path, found.Line, $"says {found.Said}"));

    [GeneratedRegex(@"\w+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w.~\])}])/(work|home|root)/", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MachineFolder();
}
