namespace Tidy.Tests;

/// <summary>Nothing is open, to callers or to heirs, that does not have to be.</summary>
static class Visibility
{
    static readonly Allowance[] libraries =
    [
        new("services/Contracts/", "is what crosses the wire, for every service to use"),
        new("services/Defaults/", "is the ground that every service stands on"),
        new("services/Matching/", "is a library with callers of its own"),
        new("services/StandIns/", "has the public shape of the packages that it stands in for"),
        new("tests/", "holds classes that the test runner must see"),
    ];

    static readonly Allowance[] openToHeirs =
    [
        new("services/StandIns/", "has the public shape of the packages that it stands in for"),
    ];

    static readonly Rule hidden = new(
        "a type is public only in a library or in <Name>Service.cs, by which a host adds the service",
        tree => tree.Code.Where(page => !libraries.Any(library => library.Covers(page)) && !IsEntrance(page))
            .SelectMany(page => Types(page).Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword) && type.Parent is not BaseTypeDeclarationSyntax)
                .SelectMany(type => page.Object(type.Identifier, $"{type.Identifier} is public"))),
        Bad:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "public sealed class Visit;")),
            Tree.Of(("services/Members/Store/MembersStore.cs", "namespace Members;\npublic abstract class MembersStore;")),
            Tree.Of(("gateway/Gateway/Accounts/Account.cs", "public enum Account;")),
            Tree.Of(("services/Members/Visits/VisitsService.cs", "public static class VisitsService;")),
        ],
        Good:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "sealed class Visit { public int Days; public enum Depth { Looked } }")),
            Tree.Of(("services/Members/MembersService.cs", "public static class MembersService;")),
            Tree.Of(("services/Contracts/Members.cs", "public sealed record VisitRecorded;")),
            Tree.Of(("services/Members/Store/Sqlite/Migrations/First.cs", "public partial class First;")),
        ]);

    static readonly Rule closed = new(
        "a class that nothing derives from is sealed",
        tree =>
        {
            var bases = Bases(tree);
            return tree.Code.Where(page => !openToHeirs.Any(allowance => allowance.Covers(page))).SelectMany(page => OpenClasses(page, bases));
        },
        Bad:
        [
            Tree.Of(("services/Members/Visits/Visit.cs", "class Visit;")),
            Tree.Of(("services/Contracts/Members.cs", "public record VisitRecorded;")),
        ],
        Good:
        [
            Tree.Of(("services/Members/Store/MembersStore.cs", "class MembersStore : DbContext;\nsealed class SqliteStore : MembersStore;")),
            Tree.Of(("services/Members/Visits/Visit.cs", "static class Visits; abstract class Kind; record struct Point; partial class Half;\nsealed partial class Half;")),
            Tree.Of(("services/Members/Visits/Visit.cs", "sealed record Visit; struct Point; interface IVisit; enum Depth;")),
        ]);

    static bool IsEntrance(Page page) => page.Folders is [_, var project] && page.Stem == project + "Service";

    static IEnumerable<BaseTypeDeclarationSyntax> Types(Page page) => page.Code.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    static HashSet<string> Bases(Tree tree) =>
    [
        .. tree.Pages.Where(page => page.Path.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(Types)
            .SelectMany(type => type.BaseList?.Types ?? []).Select(based => Plain(based.Type)),
        // One part of a partial class may close, or open, what the other parts only continue.
        .. tree.Code.SelectMany(Types).Where(type => type.Modifiers.Any(SyntaxKind.PartialKeyword) && IsClosed(type)).Select(type => type.Identifier.ValueText),
    ];

    static IEnumerable<Complaint> OpenClasses(Page page, HashSet<string> bases) =>
        Types(page).OfType<TypeDeclarationSyntax>()
            .Where(type => type.Keyword.IsKind(SyntaxKind.ClassKeyword) || type.IsKind(SyntaxKind.RecordDeclaration))
            .Where(type => !IsClosed(type) && !bases.Contains(type.Identifier.ValueText))
            .SelectMany(type => page.Object(type.Identifier, $"{type.Identifier} is not sealed, and nothing derives from it"));

    static bool IsClosed(BaseTypeDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.SealedKeyword) || type.Modifiers.Any(SyntaxKind.StaticKeyword) || type.Modifiers.Any(SyntaxKind.AbstractKeyword);

    static string Plain(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => Plain(qualified.Right),
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => type.ToString(),
    };
}
