namespace Tidy.Tests;

/// <summary>Errors are translated once, at the rim; whatever else is caught is thrown on.</summary>
static class Catches
{
    // Who may end an exception's way, and what becomes of it there.
    static readonly Allowance[] allowed =
    [
        new("deploy/Local/Accounts.cs", "an account that was made before a crash is there already, with the password in the file"),
        new("deploy/Local/Hosting/LogFile.cs", "a line that a full disk does not take is lost; what had it to say goes on"),
        new("deploy/Local/Pairing/ImportLists.cs", "a refused list becomes listed faults beside those of the other lists"),
        new("deploy/Local/Screen.cs", "tells a person plainly why nothing was done"),
        new("gateway/Gateway/Accounts/FirstStart.cs", "waits for a store that is away, says so and tries again; the gateway is not ready meanwhile"),
        new("gateway/Gateway/Keys/StandingWorker.cs", "goes on with what it last read when the store does not answer, says so and asks again"),
        new("gateway/Gateway/Pages/ServiceStates.cs", "tells people that a service does not answer, which is what the page asked"),
        new("services/Defaults/Facts/OutboxBell.cs", "two that ring at once are one ring"),
        new("services/Defaults/Facts/BusLine.cs", "a connection that is given up may end badly: nobody uses it any more"),
        new("services/Defaults/Facts/BusEar.cs", "listens again, later and later: what is not acknowledged is delivered again"),
        new("services/Defaults/Facts/Hearing.cs", "waits for a store that is away, and tries again what failed, then parks it where an administrator sees it"),
        new("services/Defaults/Facts/Relay.cs", "logs and tries again, later and later: the fact stays in the outbox all the while"),
        new("services/Defaults/Lists/CsvRecords.cs", "names what is too large, or in another encoding, among the list's other faults"),
        new("services/Defaults/Lists/NdjsonLines.cs", "names a line that is no JSON among the list's other faults"),
        new("services/Defaults/Hosting/Health.cs", "tells the orchestrator that the store does not answer, which is what it asked"),
        new("services/Defaults/Hosting/RegularWork.cs", "says what went wrong, looks after the other subjects, and does it again at the next look"),
        new("services/Defaults/Hosting/ServiceProcess.cs", "tells a person in one line why the process ends, and the caller by its exit code"),
        new("services/Defaults/Runs/RunWorker.cs", "ends the run with the rule that failed, or leaves it to be taken again: it stays in the store all the while"),
        new("services/Defaults/Stores/Upkeep.cs", "says that the store does not answer and looks again"),
        new("services/Defaults/Stores/OwnFile.cs", "takes the key of the process that was first to write one"),
        new("services/Households/Audit/AuditAnchor.cs", "tells whoever verifies of a line that is no anchor; its time to be a fault comes then"),
        new("tests/Interop.Tests/RawCall.cs", "a stream that the server takes back when the deadline has passed is an answer to what was asked"),
        new("tests/System.Tests/Faults/Pusher.cs", "a request without an answer is sent again with its key, as a caller must"),
        new("tests/Support/TcpProxy.cs", "a connection that was cut has ended"),
        new("tests/System.Tests/Servers/ServersTests.cs", "a port where nobody listens yet is an answer to what was asked"),
        new("tests/Benchmarks/SolveVerb.cs", "turns bad files into words and an exit code, as a command does"),
    ];

    static readonly Rule thrownOn = new(
        "a catch throws on, unless its file is allowed to answer",
        tree => tree.Code.Where(page => !allowed.Any(allowance => allowance.Covers(page)))
            .SelectMany(page => page.Code.DescendantNodes().Where(node => node switch
                {
                    CatchClauseSyntax caught => !ThrowsOn(caught) && !IsEndOfWork(caught) && !IsAnswerOfCommand(page, caught),
                    IdentifierNameSyntax name => Suppresses(name),
                    _ => false,
                })
                .SelectMany(caught => page.Object(caught, "ends an exception's way"))),
        Bad:
        [
            Code("try { Run(); } catch (IOException error) { Log(error); }"),
            Code("try { Run(); } catch { }"),
            Code("await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);"),
            Code("try { Run(); } catch (OperationCanceledException) { }"),
            Tree.Of(("deploy/Local/Generate/GenerateCommand.cs", "try { Run(); } catch (Exception error) { Tell(error); }")),
        ],
        Good:
        [
            Code("try { Run(); } catch (IOException error) { throw new ListUnreadable(error); }"),
            Code("try { Run(); } catch { Undo(); throw; }"),
            Code("try { Run(); } catch (OperationCanceledException) when (stop.IsCancellationRequested) { }"),
            Code("try { Run(); } finally { Undo(); }"),
            Code("await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);"),
            Tree.Of(("deploy/Local/Generate/GenerateCommand.cs", "try { Run(); } catch (IOException error) { Tell(error); }")),
        ]);

    static readonly Rule notEmpty = new(
        "what is allowed to catch does something about it",
        tree => tree.Code.SelectMany(page => page.Code.DescendantNodes().OfType<CatchClauseSyntax>()
            .Where(caught => caught.Block.Statements.Count == 0 && !IsEndOfWork(caught) && !SaysWhy(caught))
            .SelectMany(caught => page.Object(caught, "swallows an exception without a word"))),
        Bad: [Code("try { Run(); } catch (IOException) { }")],
        Good:
        [
            Code("try { Run(); } catch (IOException error) { Log(error); }"),
            Code("try { Ring(); } catch (SemaphoreFullException)\n{\n    // Rung already, and once is enough.\n}"),
        ]);

    static bool ThrowsOn(CatchClauseSyntax caught) =>
        caught.Block.DescendantNodes().Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax);

    // A server that is told to stop cancels what it waits for; that is no error.
    static bool IsEndOfWork(CatchClauseSyntax caught) =>
        caught.Declaration?.Type.ToString() is "OperationCanceledException" or "TaskCanceledException"
        && caught.Filter?.ToString().Contains("IsCancellationRequested", StringComparison.Ordinal) == true;

    // As good as a catch, except where nothing but the end is awaited.
    static bool Suppresses(IdentifierNameSyntax name) =>
        name.Identifier.ValueText == "SuppressThrowing"
        && name.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression.ToString().Contains("Timeout.Infinite", StringComparison.Ordinal) != true;

    // A command line is a rim too: its commands turn the exceptions that they name into words and an exit code.
    static bool IsAnswerOfCommand(Page page, CatchClauseSyntax caught) =>
        page.Folders is ["deploy", "Local", ..] && (page.Stem == "Program" || page.Stem.EndsWith("Command", StringComparison.Ordinal))
        && caught.Declaration is not null && (caught.Declaration.Type.ToString() != "Exception" || caught.Filter is not null);

    static bool SaysWhy(CatchClauseSyntax caught) =>
        caught.Block.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

    static Tree Code(string text) => Tree.Of(("services/Members/Visits/RecordVisit.cs", text));
}
