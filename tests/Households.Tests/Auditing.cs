using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Households.Tests;

/// <summary>The audit log as an auditor sees it, and as somebody who looks after the database might alter it.</summary>
static class Auditing
{
    public const string Root = "/api/v1/households/audit";

    /// <summary>All entries that the query finds, the oldest first.</summary>
    public static async Task<JsonNode[]> AuditAsync(this Bureau bureau, string query = "", string area = "320102") =>
        [.. (await bureau.GetAsync($"{Root}?limit=500{query}", Role.Auditor, area))["items"]!.AsArray().Select(it => it!)];

    /// <summary>Entries as <c>kind act target detail</c>.</summary>
    public static async Task<string[]> ActsAsync(this Bureau bureau, string query = "", string area = "320102") =>
        [.. (await bureau.AuditAsync(query, area)).Select(it => $"{it["kind"]} {it["act"]} {it["target"]} {it["detail"]}".TrimEnd())];

    public static Task<JsonNode> VerifyAsync(this Bureau bureau) => bureau.GetAsync(Root + "/verify", Role.Auditor);

    /// <summary>What verifying says: <c>whole</c>, or the first number that does not hold and the rule.</summary>
    public static async Task<string> VerdictAsync(this Bureau bureau)
    {
        var verdict = await bureau.VerifyAsync();
        return (bool)verdict["whole"]! ? "whole" : $"{verdict["brokenAt"]} {verdict["rule"]}";
    }

    public static async Task<T> DoAsync<TVerb, T>(this Bureau bureau, Func<TVerb, Task<T>> act) where TVerb : notnull
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await act(scope.ServiceProvider.GetRequiredService<TVerb>());
    }

    public static Task ChainAsync(this Bureau bureau) => bureau.DoAsync<ChainAudit, bool>(async chain =>
    {
        await chain.RunAsync(CancellationToken.None);
        return true;
    });

    /// <summary>Chains and anchors all that is written.</summary>
    public static async Task AnchorAsync(this Bureau bureau)
    {
        await bureau.ChainAsync();
        await bureau.DoAsync<AnchorAudit, bool>(async anchor =>
        {
            await anchor.RunAsync(CancellationToken.None);
            return true;
        });
    }

    /// <summary>Past the service, into its table.</summary>
    public static Task<int> AlterAsync(this Bureau bureau, string sql) => bureau.DoAsync<HouseholdsStore, int>(db => db.Database.ExecuteSqlRawAsync(sql));
}
