namespace Tidy.Tests;

/// <summary>Time, chance and waiting are arguments, so that a test can hold them still.</summary>
static class HiddenInputs
{
    static readonly Allowance[] identifiers =
    [
        new("services/Defaults/", "names deliveries and rows, whose identifiers no rule and no test depends on"),
        new("tests/Support/RunningService.cs", "tells facts as the relay does, each under a delivery's identifier of its own"),
    ];

    static readonly string[] clocks =
        ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Environment.TickCount", "Environment.TickCount64"];

    static readonly Rule clock = new(
        "time comes from a TimeProvider",
        tree => tree.Code.SelectMany(page => Members(page, clocks)),
        Bad:
        [
            Code("var now = DateTime.UtcNow;"),
            Code("var now = System.DateTime.Now;"),
            Code("var now = DateTimeOffset.UtcNow;"),
            Tree.Of(("tests/Members.Tests/VisitTests.cs", "var day = DateTime.Today;")),
        ],
        Good: [Code("var now = clock.GetUtcNow().UtcDateTime; var text = \"DateTime.UtcNow\";")]);

    static readonly Rule givenClock = new(
        "a service's verbs and nouns are given their clock",
        tree => tree.Code.Where(page => FileKinds.Of(page) is not (null or FileKind.Wiring))
            .SelectMany(page => Members(page, ["TimeProvider.System"])),
        Bad: [Tree.Of(("services/Members/Visits/RecordVisit.cs", "var clock = TimeProvider.System;"))],
        Good:
        [
            Tree.Of(("services/Members/MembersService.cs", "var clock = TimeProvider.System;")),
            Tree.Of(("services/Members/Visits/RecordVisit.cs", "class RecordVisit(TimeProvider clock);")),
        ]);

    static readonly Rule chance = new(
        "chance has a seed",
        tree => tree.Code.SelectMany(page => Members(page, ["Random.Shared"]).Concat(Unseeded(page))),
        Bad: [Code("var chance = Random.Shared;"), Code("var chance = new Random();"), Code("Random chance = new();")],
        Good: [Code("var chance = new Random(seed); Random other = new(7); var key = RandomNumberGenerator.GetBytes(32);")]);

    static readonly Rule names = new(
        "an identifier made by chance is made in Program or Defaults, and one made of time is given the time",
        tree => tree.Code.Where(page => page.Stem != "Program" && !identifiers.Any(allowed => allowed.Covers(page)))
            .SelectMany(page => Members(page, ["Guid.NewGuid"]).Concat(Calls(page, "Guid.CreateVersion7").Where(call => call.ArgumentList.Arguments.Count == 0)
                .SelectMany(call => page.Object(call, "Guid.CreateVersion7 is given no time")))),
        Bad: [Code("var id = Guid.NewGuid();"), Code("var id = Guid.CreateVersion7();")],
        Good:
        [
            Code("var id = Guid.CreateVersion7(now);"),
            Tree.Of(("services/Members/Program.cs", "var id = Guid.NewGuid();")),
            Tree.Of(("services/Defaults/Facts/Outbox.cs", "var id = Guid.NewGuid();")),
        ]);

    static readonly Rule sleep = new(
        "nothing sleeps: a test awaits what it waits for",
        tree => tree.Code.SelectMany(page => Calls(page, "Thread.Sleep").Concat(page.IsTest ? Calls(page, "Task.Delay").Where(Elapses) : [])
            .Where(_ => page.Stem != "Eventually")
            .SelectMany(call => page.Object(call, $"{call.Expression} sleeps"))),
        Bad:
        [
            Code("Thread.Sleep(5);"),
            Tree.Of(("tests/Members.Tests/VisitTests.cs", "await Task.Delay(50);")),
        ],
        Good:
        [
            Code("await Task.Delay(pause, clock, stop);"),
            // A condition asked for again and again until a deadline, in the one file of a project that is named for it.
            Tree.Of(("tests/System.Tests/Eventually.cs", "while (!await done()) await Task.Delay(20);")),
            // For ever until it is told to stop, or by a clock that the test turns.
            Tree.Of(("tests/Members.Tests/VisitTests.cs", "await Task.Delay(Timeout.Infinite, stop); await Task.Delay(pause, clock);")),
        ]);

    static bool Elapses(InvocationExpressionSyntax call)
    {
        var given = call.ArgumentList.Arguments.Select(argument => argument.ToString()).ToArray();
        return !given[0].Contains("Infinite", StringComparison.Ordinal)
            && !given.Any(argument => argument.EndsWith("clock", StringComparison.OrdinalIgnoreCase) || argument == "time");
    }

    static IEnumerable<Complaint> Members(Page page, string[] named) =>
        page.Code.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(access => named.Contains(LastTwo(access)))
            .SelectMany(access => page.Object(access, $"{LastTwo(access)} is hidden from the caller"));

    static IEnumerable<InvocationExpressionSyntax> Calls(Page page, string named) =>
        page.Code.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access && LastTwo(access) == named);

    static string LastTwo(MemberAccessExpressionSyntax access) => $"{access.Expression.ToString().Split('.')[^1]}.{access.Name}";

    static IEnumerable<Complaint> Unseeded(Page page) =>
        page.Code.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
            .Where(made => made.ArgumentList?.Arguments.Count == 0 && made.Initializer is null && TypeOf(made) is "Random" or "System.Random")
            .SelectMany(made => page.Object(made, "a Random without a seed cannot be repeated"));

    static string? TypeOf(BaseObjectCreationExpressionSyntax made) => made switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString(),
        { Parent.Parent.Parent: VariableDeclarationSyntax declared } => declared.Type.ToString(),
        { Parent.Parent: PropertyDeclarationSyntax declared } => declared.Type.ToString(),
        _ => null,
    };

    static Tree Code(string text) => Tree.Of(("services/Members/Visits/Visit.cs", text));
}
