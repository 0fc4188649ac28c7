using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Defaults;

/// <summary>Asks whether the store may be served from: it answers, it is what it must be, and it is at the newest migration.</summary>
sealed class StoreCheck(IServiceScopeFactory scopes, IStoreProbe probe, Func<IServiceProvider, Store> store)
{
    volatile string? unfit;
    volatile bool migrated;

    /// <summary>The rule by which the store was found unfit when it last answered; nothing is read from it or written to it then.</summary>
    public string? Unfit => unfit;

    /// <summary>What waits in the outbox.</summary>
    /// <exception cref="CannotServe">with the rule that does not hold</exception>
    public async Task<OutboxState> AskAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = store(scope.ServiceProvider);
            var broken = await BrokenRuleAsync(db, stop);
            if (broken is null && !migrated)
            {
                migrated = !(await db.Database.GetPendingMigrationsAsync(stop)).Any();
                if (!migrated) broken = "store-is-migrated";
            }
            unfit = broken;
            if (broken is not null) throw new CannotServe(broken, "");
            return await probe.ReadAsync(stop);
        }
        catch (Exception error) when (error is not (OperationCanceledException or CannotServe))
        {
            var rule = RuleOf(error) ?? "store-is-reachable";
            if (rule is "store-is-migrated" or "store-role-may-do-this") unfit = rule; // it answered, and will answer whoever asks the same
            throw new CannotServe(rule, "", error);
        }
    }

    public static async Task<string?> BrokenRuleAsync(DbContext db, CancellationToken stop) =>
        db.Database.IsNpgsql() ? (await PostgresSettings.ReadAsync(db, stop)).BrokenRule : null;

    /// <summary>What a store that did not answer as hoped must be told by; null for an error that is no store's.</summary>
    public static string? RuleOf(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => "store-password-is-right",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "store-database-is-there",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => "store-is-migrated",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => "store-role-may-do-this",
        DbException or TimeoutException or System.Net.Sockets.SocketException => "store-is-reachable",
        _ => error.InnerException is { } inner ? RuleOf(inner) : null,
    };
}
