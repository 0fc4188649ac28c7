using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Defaults;

/// <summary>The one place where an HTTP error is made: RFC 9457 problem details with the refused rule's name.</summary>
public sealed partial class Problems(ILogger<Problems> log) : IExceptionHandler
{
    // Results of SQLite: https://sqlite.org/rescode.html
    const int Busy = 5;
    const int Locked = 6;
    const int IoError = 10;
    const int Full = 13;
    const int CannotOpen = 14;
    const int NoRoomShared = 4874; // SQLITE_IOERR_SHMSIZE: what processes share about a store could not be given its size

    // Classes and codes of PostgreSQL by which a server is away, shutting down, short of something or not yet set up for us:
    // https://www.postgresql.org/docs/15/errcodes-appendix.html. 0A000 is a plan that was prepared before a migration; the driver makes it anew.
    static readonly string[] away = ["08", "28", "3D", "53", "57P", "58", "0A000"];

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception error, CancellationToken stop)
    {
        if (error is OperationCanceledException && http.RequestAborted.IsCancellationRequested) return true;
        var problem = Of(error);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) NotNow(log, (string)problem.Extensions["rule"]!, error.GetBaseException().GetType().Name);
        else if (problem.Status >= 500) Failed(log, error.GetType().Name, error);
        else RefusedBy(log, (string)problem.Extensions["rule"]!);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "5";
        http.Response.StatusCode = problem.Status!.Value;
        await http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", stop);
        return true;
    }

    internal static ProblemDetails Of(Exception error) => error switch
    {
        RefusedException refused => Make(409, refused.Rule),
        MissingException missing => Make(404, missing.What),
        StaleException or DbUpdateConcurrencyException => Make(412, "stale-version"),
        InvalidException invalid => WithFaults(invalid.Faults),
        DbUpdateException { InnerException: InvalidException invalid } => WithFaults(invalid.Faults),
        DbUpdateException or DbException when IsTwice(error.InnerException ?? error) => Make(409, "recorded-already"),
        BadHttpRequestException { InnerException: JsonException json } => WithFaults(new Faults("").With(0, FieldOf(json), "request-is-readable")),
        BadHttpRequestException { StatusCode: >= 400 and < 500 } bad => Make(bad.StatusCode, RuleOf(bad.StatusCode)),
        BadHttpRequestException => Make(400, "request-is-readable"),
        CannotServe unfit => Make(503, unfit.Rule),
        _ when HoldsNul(error) => Make(400, "no-control-characters"),
        _ when IsFull(error) => Make(503, "store-has-room"),
        _ when Unavailable(error) => Make(503, "store-is-reachable"),
        _ => Make(500, "internal-error"),
    };

    /// <summary>Where a request's JSON is wrong; empty where the path is made of what only a value, or nobody, would be called.</summary>
    internal static string FieldOf(JsonException error) => error.Path is { } path && PlainPath().IsMatch(path) ? path : "";

    [GeneratedRegex(@"^\$(\.[A-Za-z]+|\[[0-9]{1,6}\])*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainPath();

    /// <summary>A store that cannot be reached or is busy beyond its time-out, as opposed to one that refuses.</summary>
    internal static bool Unavailable(Exception error) =>
        error is DbException { IsTransient: true } or TimeoutException or SqliteException { SqliteErrorCode: Busy or Locked or IoError or CannotOpen }
        || error is NpgsqlException and not (PostgresException or NpgsqlOperationInProgressException)
        || error is PostgresException { SqlState: var state } && away.Any(prefix => state.StartsWith(prefix, StringComparison.Ordinal))
        || error.InnerException is { } inner && Unavailable(inner);

    /// <summary>What goes by itself: the same thing tried again later may succeed.</summary>
    internal static bool IsPassing(Exception error) => Of(error).Status == StatusCodes.Status503ServiceUnavailable;

    /// <summary>A disk without room, whoever found it so.</summary>
    public static bool IsFull(Exception error) =>
        error is SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteExtendedErrorCode: NoRoomShared } or PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || error is IOException { HResult: var result } && (result & 0xFFFF) is 28 or 112 // ENOSPC on Unix, ERROR_DISK_FULL on Windows
        || error.InnerException is { } inner && IsFull(inner);

    /// <summary>U+0000 in what was asked for: PostgreSQL has no such text, and says so when it is asked.</summary>
    static bool HoldsNul(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } || error.InnerException is { } inner && HoldsNul(inner);

    /// <summary>A unique index refused what another request recorded at the same moment; a verb that looked first saw nothing.</summary>
    static bool IsTwice(Exception error) =>
        error is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public static ProblemDetails Make(int status, string rule) => new()
    {
        Status = status,
        Type = $"urn:pairing:rule:{rule}",
        Title = Texts.Of(rule),
        Extensions = { ["rule"] = rule },
    };

    /// <summary>A refusal by the framework (no token, wrong role, no such path) has a rule like any other.</summary>
    internal static void Name(ProblemDetails problem)
    {
        if (problem.Extensions.ContainsKey("rule")) return;
        var rule = RuleOf(problem.Status);
        problem.Type = $"urn:pairing:rule:{rule}";
        problem.Title = Texts.Of(rule);
        problem.Extensions["rule"] = rule;
    }

    static string RuleOf(int? status) => status switch
    {
        401 => "caller-is-signed-in",
        403 => "role-may-do-this",
        404 => "path-is-known",
        405 => "method-is-known",
        413 => "body-within-limit",
        415 => "content-type-is-known",
        429 => "rate-within-limit",
        _ => "request-is-readable",
    };

    static ProblemDetails WithFaults(Faults faults)
    {
        var problem = Make(400, faults.Count == 1 ? faults.List[0].Rule : "input-follows-its-rules");
        problem.Extensions["faults"] = faults.Count;
        problem.Extensions["errors"] = faults.List
            .Select(fault => new { fault.File, fault.Line, fault.Field, fault.Rule, Message = Texts.Of(fault.Rule) })
            .ToArray();
        return problem;
    }

    [LoggerMessage(LogLevel.Information, "Refused: {Rule}")]
    static partial void RefusedBy(ILogger log, string rule);

    [LoggerMessage(LogLevel.Warning, "Not now: {Rule} ({Kind})")]
    static partial void NotNow(ILogger log, string rule, string kind);

    [LoggerMessage(LogLevel.Error, "A request failed with {Kind}")]
    static partial void Failed(ILogger log, string kind, Exception error);
}
