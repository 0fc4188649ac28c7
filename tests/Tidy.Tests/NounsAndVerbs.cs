namespace Tidy.Tests;

/// <summary>Nouns know no framework, store or clock; verbs know no wire; the rim decides nothing.</summary>
static class NounsAndVerbs
{
    static readonly string[] frameworks = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions", "Grpc", "RabbitMQ", "Npgsql"];

    // Project-wide usings can hide an import, so the types that a framework is used by are named too.
    static readonly string[] frameworkTypes =
    [
        "DbContext", "DbSet", "ModelBuilder", "EntityTypeBuilder", "IEntityTypeConfiguration", "TimeProvider", "HttpContext", "HttpClient",
        "IResult", "TypedResults", "RpcException", "ServerCallContext", "IConsumer", "ConsumeContext", "ILogger", "IConfiguration",
        "IServiceProvider", "BackgroundService",
    ];

    static readonly string[] wires = ["Microsoft.AspNetCore", "RabbitMQ"];

    static readonly string[] savings = ["SaveChanges", "SaveChangesAsync", "ExecuteUpdateAsync", "ExecuteDeleteAsync", "Announce"];

    static readonly Rule nounsAreFree = new(
        "a noun imports no framework, and what touches store or clock is named as a verb, a when, rim or a worker",
        tree => tree.Code.Where(page => FileKinds.Of(page) == FileKind.Noun)
            .SelectMany(page => Imports(page, frameworks).Concat(Mentions(page, [.. frameworkTypes, page.ServiceFolder + "Store"]))),
        Bad:
        [
            Noun("using Microsoft.EntityFrameworkCore;\nclass Pairing;"),
            Noun("using Grpc.Core;\nclass Pairing;"),
            Noun("using RabbitMQ.Client;\nclass Pairing;"),
            Noun("class Pairing(Microsoft.AspNetCore.Http.Cookies cookies);"),
            Noun("class Pairing { void Propose(TimeProvider clock) { } }"),
            Noun("class Pairing { void Propose(MembersStore db) { } }"),
            Tree.Of(("services/Members/Neighbours/HouseholdCopy.cs", "class HouseholdCopy(DbSet<int> rows);")),
            Tree.Of(("services/Members/Pairings/Recorder.cs", "class Recorder(MembersStore db);")),
        ],
        Good:
        [
            Noun("/// <summary>Kept by <see cref=\"MembersStore\"/>; no TimeProvider.</summary>\nclass Pairing { void Propose(DateTime now) { } }"),
            Tree.Of(("services/Members/Pairings/ProposePairings.cs", "using Microsoft.EntityFrameworkCore;\nclass ProposePairings(MembersStore db, TimeProvider clock);")),
            Tree.Of(("services/Members/Neighbours/WhenHouseholdChanged.cs", "class WhenHouseholdChanged(MembersStore db);")),
            Tree.Of(("services/Members/Pairings/PairingsGrpc.cs", "using Grpc.Core;\nclass PairingsGrpc(MembersStore db);")),
            Tree.Of(("services/Members/Runs/RunWorker.cs", "class RunWorker(TimeProvider clock);")),
            Tree.Of(("services/Members/Store/MembersStore.cs", "class MembersStore : DbContext;"), ("services/Members/MembersService.cs", "class MembersService(ILogger log);")),
            Tree.Of(("services/Defaults/Relay.cs", "using RabbitMQ.Client;\nclass Relay(TimeProvider clock);")),
        ]);

    static readonly Rule verbsKnowNoWire = new(
        "a verb or a when knows no web request, and a verb knows no bus",
        tree => tree.Code.SelectMany(page => FileKinds.Of(page) switch
        {
            FileKind.Verb => Imports(page, wires).Concat(Mentions(page, ["HttpContext", "IResult", "ServerCallContext", "ConsumeContext"])),
            FileKind.When => Imports(page, ["Microsoft.AspNetCore"]).Concat(Mentions(page, ["HttpContext", "IResult", "ServerCallContext"])),
            _ => [],
        }),
        Bad:
        [
            Tree.Of(("services/Members/Pairings/ProposePairings.cs", "using Microsoft.AspNetCore.Http;\nclass ProposePairings;")),
            Tree.Of(("services/Members/Pairings/ProposePairings.cs", "class ProposePairings(ServerCallContext call);")),
            Tree.Of(("services/Members/Neighbours/WhenHouseholdChanged.cs", "class WhenHouseholdChanged(HttpContext call);")),
        ],
        Good:
        [
            Tree.Of(("services/Members/Pairings/PairingsHttp.cs", "using Microsoft.AspNetCore.Http;\nclass PairingsHttp;")),
            Tree.Of(("services/Members/Neighbours/WhenHouseholdChanged.cs", "using RabbitMQ.Client;\nclass WhenHouseholdChanged(IChannel broker);")),
        ]);

    static readonly Rule rimOnlyTranslates = new(
        "the rim saves and announces nothing",
        tree => tree.Code.Where(page => FileKinds.Of(page) == FileKind.Rim).SelectMany(page => Mentions(page, savings)),
        Bad:
        [
            Tree.Of(("services/Members/Pairings/PairingsHttp.cs", "class PairingsHttp { Task Put(MembersStore db) => db.SaveChangesAsync(); }")),
            Tree.Of(("services/Members/Pairings/PairingsGrpc.cs", "class PairingsGrpc { void Put(MembersStore db) => db.Announce(1); }")),
        ],
        Good: [Tree.Of(("services/Members/Pairings/SetWish.cs", "class SetWish { Task Put(MembersStore db) => db.SaveChangesAsync(); }"))]);

    static readonly Rule countable = new(
        "a noun counts in what both stores can order: UTC DateTime and integers, no DateTimeOffset or decimal",
        tree => tree.Code.Where(page => FileKinds.Of(page) is FileKind.Noun or FileKind.Store)
            .SelectMany(page => Mentions(page, ["DateTimeOffset", "Decimal"]).Concat(page.Code.DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.DecimalKeyword)).SelectMany(token => page.Object(token, "decimal has no place here")))),
        Bad: [Noun("class Pairing { DateTimeOffset since; }"), Noun("class Pairing { decimal score; }")],
        Good: [Noun("class Pairing { DateTime since; long score; double latitude; }")]);

    static Tree Noun(string text) => Tree.Of(("services/Members/Pairings/Pairing.cs", text));

    /// <summary>Each using, and each name written out in full, that begins with one of the namespaces.</summary>
    static IEnumerable<Complaint> Imports(Page page, string[] namespaces)
    {
        var names = page.Code.DescendantNodes().OfType<QualifiedNameSyntax>().Cast<SyntaxNode>()
            .Concat(page.Code.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Concat(page.Code.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(use => use.Name).OfType<IdentifierNameSyntax>())
            .Where(name => name.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax or BaseNamespaceDeclarationSyntax));
        return names.Where(name => namespaces.Any(banned => (name + ".").StartsWith(banned + ".", StringComparison.Ordinal)))
            .SelectMany(name => page.Object(name, $"{name} has no place here"));
    }

    static IEnumerable<Complaint> Mentions(Page page, string[] names) =>
        page.Code.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
            .SelectMany(token => page.Object(token, $"{token.ValueText} has no place here"));
}
