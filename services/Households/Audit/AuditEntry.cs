using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Defaults;

namespace Households;

/// <summary>
/// One line of the audit log (审计记录): who did what to what, when, and why. Never a personal value. Written with what it
/// tells of, and numbered and chained afterwards: its hash covers its number, all its fields and the hash before it.
/// </summary>
sealed class AuditEntry : IInArea
{
    /// <summary>What the hash before the first entry would be.</summary>
    public const string Beginning = "";

    public const int MostHouseholds = 2_000;

    /// <summary>In order of time.</summary>
    public required string Id { get; init; }

    /// <summary>1, 2, 3 … without a gap, null until it is chained.</summary>
    public long? Number { get; private set; }

    /// <summary>SHA-256, base64; null until it is chained.</summary>
    public string? Hash { get; private set; }

    public required DateTime At { get; init; }

    /// <summary>Account or client id, empty for somebody without a token.</summary>
    public required string Subject { get; init; }

    /// <summary>The roles by which the subject acted, blanks between them; <c>service</c> where a worker did it for the subject.</summary>
    public required string Roles { get; init; }

    /// <summary>One of <see cref="AuditedAct.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What was done: <c>register</c>, <c>push-stretch</c>, <c>reveal</c>.</summary>
    public required string Act { get; init; }

    /// <summary>To what: <c>household/h1</c>, <c>batch/ID</c>, an endpoint's route.</summary>
    public required string Target { get; init; }

    /// <summary>A 12-digit code or a division's prefix: whoever audits that division sees the entry.</summary>
    public required string Area { get; init; }

    public string? Purpose { get; init; }

    /// <summary>What the subject said of the purpose, sealed.</summary>
    public string? Note { get; init; }

    /// <summary>The rule by which it was denied, null where it was done.</summary>
    public string? Rule { get; init; }

    /// <summary>Counts, names of fields; never a value of one.</summary>
    public string? Detail { get; init; }

    /// <summary>Households that it concerns beside the target, ids with blanks between them.</summary>
    public string? Households { get; init; }

    /// <summary>How often.</summary>
    public required int Times { get; init; }

    /// <summary>As much of it as there is room for; what is longer names dozens of fields.</summary>
    public const int MostDetail = 1_000;

    /// <param name="by">for whom a worker does it, null where the caller does it</param>
    public static AuditEntry Of(string id, DateTime now, Caller caller, AuditedAct act, string? by) => new()
    {
        Id = id, At = now, Subject = by ?? caller.Subject, Roles = string.Join(' ', caller.Roles), Kind = act.Kind, Act = act.Name, Target = act.Target,
        Area = act.Area, Purpose = act.Purpose, Note = act.SealedNote, Rule = act.Rule, Detail = act.Detail is { Length: > MostDetail } detail ? detail[..MostDetail] : act.Detail, Households = Listed(act.Households), Times = act.Times,
    };

    /// <summary>The hash that it has at this place of the chain: over every field in one form, each with its length.</summary>
    public string HashAt(long number, string previous)
    {
        var text = new StringBuilder(512);
        void Put(string? value) => text.Append(value is null ? "-" : $"{value.Length}:{value}").Append('\n');
        Put(number.ToString(CultureInfo.InvariantCulture));
        Put(Id);
        Put(At.ToString("O", CultureInfo.InvariantCulture));
        foreach (var value in (string?[])[Subject, Roles, Kind, Act, Target, Area, Purpose, Note, Rule, Detail, Households]) Put(value);
        Put(Times.ToString(CultureInfo.InvariantCulture));
        Put(previous);
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>As many as there is room for.</summary>
    static string? Listed(IReadOnlyList<string> households)
    {
        if (households.Count == 0) return null;
        var text = new StringBuilder();
        foreach (var id in households.TakeWhile(id => text.Length + id.Length < MostHouseholds)) text.Append(text.Length > 0 ? " " : "").Append(id);
        return text.ToString();
    }
}

/// <summary>The last entry of the chain.</summary>
sealed record AuditHead(long Number, string Hash);
