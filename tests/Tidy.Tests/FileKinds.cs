using System.Text.RegularExpressions;

namespace Tidy.Tests;

enum FileKind
{
    Noun,
    Verb,
    When,
    Rim,
    Worker,
    Wiring,
    Store,
}

/// <summary>What a file of a service may touch is told by its name; this tells the kind from the name.</summary>
static partial class FileKinds
{
    /// <summary>The services that the words noun, verb and when are about.</summary>
    public static readonly string[] Services = ["Organizations", "Members", "Households", "Volunteering", "Assessment"];

    // What people do to things here. A new verb is added when a file needs it; a noun never begins with one of these.
    static readonly string[] verbs =
    [
        "Accept", "Add", "Adopt", "Anchor", "Anonymise", "Answer", "Apply", "Approve", "Ask", "Assign", "Cancel", "Chain", "Change", "Check", "Choose",
        "Claim", "Clear", "Close", "Collect", "Compare", "Complete", "Confirm", "Correct", "Count", "Create", "Decide",
        "Decline", "Describe", "Draw", "Drop", "End", "Enter", "Exclude", "Expire", "Explain", "Export", "Find", "Follow",
        "Forget", "Gather", "Get", "Give", "Hear", "Import", "Include", "Invite", "Issue", "Join", "Keep", "Leave",
        "List", "Load", "Lock", "Make", "Mark", "Merge", "Move", "Offer", "Open", "Pair", "Pause", "Prepare",
        "Print", "Promote", "Propose", "Publish", "Push", "Put", "Raise", "Read", "Rebuild",
        "Recompute", "Record", "Refuse", "Register", "Reject", "Release", "Remove", "Replace", "Reply", "Request",
        "Reset", "Resolve", "Restore", "Resume", "Return", "Reveal", "Review", "Revise", "Revoke", "Run", "Save", "Search", "Send",
        "Set", "Show", "Sign", "Solve", "Split", "Start", "Stop", "Store", "Submit", "Summarize", "Take", "Tell",
        "Undo", "Unlock", "Update", "Upload", "Verify", "Watch", "Withdraw", "Write",
    ];

    /// <summary>The kind of a file of one of the five services, or null for every other file.</summary>
    public static FileKind? Of(Page page)
    {
        if (!page.IsCode || !Services.Contains(page.ServiceFolder))
            return null;
        if (page.Stem == "Program" || page.Stem == page.ServiceFolder + "Service")
            return FileKind.Wiring;
        if (page.Folders is [_, _, "Store", ..])
            return FileKind.Store;
        var words = Words(page.Stem);
        return words switch
        {
            [.., "Http" or "Grpc"] => FileKind.Rim,
            [.., "Worker"] => FileKind.Worker,
            ["When", _, ..] => FileKind.When,
            [var first, _, ..] when verbs.Contains(first) => FileKind.Verb,
            _ => FileKind.Noun,
        };
    }

    /// <summary>The words of a name in Pascal case.</summary>
    public static string[] Words(string name) => [.. Word().Matches(name).Select(match => match.Value)];

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();
}
