using Contracts;
using Defaults;

namespace Households;

/// <param name="Chinese">the text, up to 20,000 characters in as many lines as it needs</param>
/// <param name="English">the same in English</param>
/// <param name="Scopes">what it tells of: contact, callback, publication</param>
/// <param name="From">the first day on which it is to be in force</param>
sealed record NoticeInput(string Chinese, string English, IReadOnlyList<string> Scopes, DateOnly From)
{
    /// <exception cref="InvalidException">with every fault</exception>
    public Notice Read(int number, string by, DateOnly today, DateTime now)
    {
        var faults = new Faults("");
        var (chinese, english) = (Lines("chinese", Chinese, faults), Lines("english", English, faults));
        if (Scopes.Count == 0) faults.Add(0, "scopes", "is-given");
        if (!Scopes.All(ConsentScope.Codes.Contains)) faults.Add(0, "scopes", "code-is-known");
        if (From < today) faults.Add(0, "from", "notice-begins-today-or-later");
        faults.ThrowIfAny();
        return new Notice { Number = number, Chinese = chinese, English = english, Scopes = [.. ConsentScope.Codes.Where(Scopes.Contains)], From = From, ProposedBy = by, ProposedAt = now };
    }

    static string Lines(string field, string text, Faults faults)
    {
        var lines = text.ReplaceLineEndings("\n").Trim();
        if (lines.Length == 0) faults.Add(0, field, "is-given");
        else if (lines.Length > Notice.MostText) faults.Add(0, field, "notice-text-within-limit");
        else if (lines.Split('\n').Any(line => Text.HasForbidden(line))) faults.Add(0, field, "no-control-characters");
        return lines;
    }
}
