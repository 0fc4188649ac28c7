namespace Tidy.Tests;

/// <summary>Facts are what crosses the bus: each says in the past tense what has happened, and derives from nothing.</summary>
static class Facts
{
    // Past forms that do not end in -ed. A particle may follow: ReportedIn, TakenUp.
    static readonly string[] irregular =
    [
        "Begun", "Brought", "Built", "Chosen", "Come", "Done", "Drawn", "Fallen", "Found", "Given", "Gone", "Held", "Kept", "Left", "Lost", "Made",
        "Met", "Put", "Run", "Seen", "Sent", "Set", "Shown", "Split", "Taken", "Told", "Undone", "Withdrawn", "Written",
    ];

    static readonly string[] particles = ["In", "Out", "Up", "Back", "Off", "On", "Over", "Down", "Idle", "Waiting"];

    static readonly Rule facts = new(
        "a fact is a sealed record in the past tense, with no base, in its owner's namespace Contracts.<Service>",
        tree =>
        {
            var parts = Parts(tree);
            return Contracts(tree).SelectMany(page => Judge(page, parts));
        },
        Bad:
        [
            Contract("namespace Contracts.Members;\npublic record VisitRecorded(long Visit);"),
            Contract("namespace Contracts.Members;\npublic sealed record RecordVisit(long Visit);"),
            Contract("namespace Contracts.Members;\npublic sealed record VisitRecorded(long Visit) : Fact(Visit);"),
            Contract("namespace Contracts;\npublic sealed record VisitRecorded(long Visit);"),
            Contract("namespace Contracts.Visits;\npublic sealed record VisitRecorded(long Visit);"),
            Contract("namespace Contracts.Members;\npublic sealed class VisitRecorded;"),
        ],
        Good:
        [
            Contract("namespace Contracts.Members;\npublic sealed record VisitRecorded(long Visit);\npublic sealed record MemberReportedIn(long Member);"),
            // A line of a fact that holds many is no fact by itself, and facts of two services may have a part in common.
            Contract("namespace Contracts.Members;\npublic sealed record HelpersLeftIdle(IReadOnlyList<Helper> Helpers);\npublic sealed record Helper(long Member);\npublic enum Depth { Looked }"),
            Tree.Of(("services/Contracts/Organizations.cs", "namespace Contracts.Organizations;\npublic sealed record CampaignChanged(PairingRules? Rules);"),
                ("services/Contracts/PairingRules.cs", "namespace Contracts;\npublic sealed record PairingRules(int Load);")),
            Tree.Of(("services/Contracts/Codes/Aid.cs", "namespace Contracts;\npublic sealed record AidKind(string Code);")),
        ]);

    static IEnumerable<Page> Contracts(Tree tree) => tree.Code.Where(page => page.Folders is ["services", "Contracts"]);

    static IEnumerable<TypeDeclarationSyntax> Types(Page page) =>
        page.Code.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.StaticKeyword));

    /// <summary>The names of all types that facts are made of.</summary>
    static HashSet<string> Parts(Tree tree) =>
    [
        .. Contracts(tree).SelectMany(Types).SelectMany(type => type.ParameterList?.Parameters ?? [])
            .SelectMany(parameter => parameter.Type!.DescendantNodesAndSelf()).OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText),
    ];

    static IEnumerable<Complaint> Judge(Page page, HashSet<string> parts)
    {
        var home = page.Code.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();
        var owned = FileKinds.Services.Append("Gateway").Any(service => home == "Contracts." + service);
        foreach (var type in Types(page))
        {
            var name = type.Identifier.ValueText;
            if (!type.IsKind(SyntaxKind.RecordDeclaration) || !type.Modifiers.Any(SyntaxKind.SealedKeyword))
                yield return Says(type, $"{name} is not a sealed record");
            else if (type.BaseList is not null)
                yield return Says(type, $"{name} has a base");
            else if (!parts.Contains(name) && !IsPast(name))
                yield return Says(type, $"{name} is not in the past tense");
            else if (!parts.Contains(name) && !owned)
                yield return Says(type, $"{name} is in the namespace of no service");
        }

        Complaint Says(TypeDeclarationSyntax type, string says) => page.Object(type.Identifier, says).Single();
    }

    static bool IsPast(string name)
    {
        var words = FileKinds.Words(name);
        if (words.Length > 2 && particles.Contains(words[^1]))
            words = words[..^1];
        return words.Length > 1 && (words[^1].EndsWith("ed", StringComparison.Ordinal) || irregular.Contains(words[^1]));
    }

    static Tree Contract(string text) => Tree.Of(("services/Contracts/Members.cs", text));
}
