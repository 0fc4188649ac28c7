using System.Globalization;
using Contracts;
using Defaults;

namespace Households;

/// <summary>Rules for single values of a household, the same for lists and for requests. What breaks one is told, by the rule's name.</summary>
static class EntryRules
{
    /// <summary>The first day of which anything may be said.</summary>
    static readonly DateOnly earliest = new(1900, 1, 1);

    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>
    /// A household's id stands in addresses, facts and logs: an ID number or a mobile phone number would tell there who it is. Not
    /// asked of 15 digits, which the code of a community makes with a running number.
    /// </summary>
    public static bool TellsWho(string id, DateOnly today) =>
        id.Length == 18 && CitizenNumber.Check(id, today, out _) is null || id.Length == 11 && id[0] == '1' && id[1] >= '3' && id.All(char.IsAsciiDigit);

    /// <summary>An ID number in its one spelling of 18 characters; null when there is none, or when it breaks a rule.</summary>
    public static string? IdNumber(string? text, DateOnly today, Action<string> fault)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (CitizenNumber.Check(text, today, out _) is not { } broken) return CitizenNumber.Normalise(text);
        fault(broken);
        return null;
    }

    /// <summary>Before it nobody was born who lives, and nothing is known as of such a day: it is a misprint, or a date left at zero.</summary>
    public static void Date(DateOnly? date, Action<string> fault)
    {
        if (date < earliest) fault("date-not-before-1900");
    }

    /// <summary>A day of which something can be known today.</summary>
    public static bool IsPast(DateOnly day, DateOnly today) => day >= earliest && day <= today;

    /// <summary>That a household has left the database.</summary>
    /// <param name="last">the last day on which that can have been</param>
    /// <param name="after">the rule that a later one breaks</param>
    public static void End(EndInput end, DateOnly last, string after, Action<string, string> fault)
    {
        if (!Households.Codes.EndReasons.Contains(end.Reason)) fault("reason", "code-is-known");
        Date(end.On, rule => fault("on", rule));
        if (end.On > last) fault("on", after);
    }

    /// <summary>That it has left, said by a push as of a day.</summary>
    public static void PushedEnd(EndInput end, DateOnly asOf, Action<string, string> fault) => End(end, asOf, "end-not-after-as-of", fault);

    public static string? Phone(string? text, Action<string> fault)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Phones.IsWellFormed(text)) return text;
        fault("phone-form");
        return null;
    }

    /// <summary>One line of text without blanks around it; null when it is empty or breaks a rule.</summary>
    public static string? Line(string text, Action<string> fault)
    {
        var line = text.Trim();
        if (line.Length > CsvList.MostCell) fault("cell-within-limit");
        else if (Text.HasForbidden(line)) fault("no-control-characters");
        else return OrNull(line);
        return null;
    }

    /// <summary>A line that must be there; empty when it breaks a rule.</summary>
    public static string GivenLine(string field, string text, Faults faults)
    {
        var before = faults.Count;
        var line = Line(text, rule => faults.Add(0, field, rule));
        if (line is null && faults.Count == before) faults.Add(0, field, "is-given");
        return line ?? "";
    }

    /// <inheritdoc cref="GivenLine(string, string, Faults)"/>
    /// <exception cref="InvalidException"></exception>
    public static string GivenLine(string field, string text)
    {
        var faults = new Faults("");
        var line = GivenLine(field, text, faults);
        faults.ThrowIfAny();
        return line;
    }

    /// <summary>Codes in order, each once.</summary>
    /// <param name="list">null where it is looked at later whether they are known</param>
    public static string[] Codes(IReadOnlyList<string>? given, CodeList? list, Action fault)
    {
        if (given is null) return [];
        if (list is not null && !given.All(list.Has)) fault();
        return Aid.InOrder(given);
    }

    /// <summary>A number that a list's rules have let through.</summary>
    public static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
