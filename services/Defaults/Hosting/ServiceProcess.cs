using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Defaults;

/// <summary>
/// A service as a process of its own: without an argument it serves, <c>migrate</c> brings its store to the newest
/// migration, <c>create</c> makes its database on PostgreSQL, <c>add-key</c> makes the next key of its <see cref="KeyRing"/>,
/// <c>reseal</c> seals everything under the newest key now. Everything else it is told by files and the environment.
/// It ends with 0 when it did what it was asked, 1 when something that it needs does not allow it, 2 when it was not told
/// what it must know; the last two with one line on the error output.
/// </summary>
public static class ServiceProcess
{
    /// <param name="arguments">the verb, or nothing</param>
    /// <param name="service">its name, for people</param>
    /// <param name="add">the service's <c>Add…</c></param>
    /// <param name="map">the service's <c>Map…</c></param>
    /// <param name="migrate">brings the store to its newest migration</param>
    /// <param name="needs">settings without which it does not serve from PostgreSQL</param>
    public static Task<int> RunAsync(
        string[] arguments, string service, Action<WebApplicationBuilder> add, Action<WebApplication> map, Func<IServiceProvider, Task> migrate,
        params string[] needs) => RunAsync(arguments, service, add, map, migrate, [], needs);

    /// <inheritdoc cref="RunAsync(string[], string, Action{WebApplicationBuilder}, Action{WebApplication}, Func{IServiceProvider, Task}, string[])"/>
    /// <param name="verbs">what it does beside serving</param>
    public static async Task<int> RunAsync(
        string[] arguments, string service, Action<WebApplicationBuilder> add, Action<WebApplication> map, Func<IServiceProvider, Task> migrate,
        IReadOnlyList<ServiceVerb> verbs, params string[] needs)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(line =>
        {
            line.SingleLine = true;
            line.UseUtcTimestamp = true;
            line.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            line.ColorBehavior = Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled;
        });
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // HealthWorker says it, once
        add(builder);
        await using var app = builder.Build();
        try
        {
            return await DoAsync(arguments, app, service, map, migrate, verbs, needs);
        }
        catch (Exception error) when (RuleOf(error) is { } rule)
        {
            await Console.Error.WriteLineAsync($"{service}: {(error is CannotServe said ? said.ToString() : Texts.Of(rule))}");
            return rule is "setting-is-given" or "verb-is-known" or "database-name-form" or "store-address-is-readable" or "bus-address-is-readable" ? 2 : 1;
        }
    }

    static async Task<int> DoAsync(
        string[] arguments, WebApplication app, string service, Action<WebApplication> map, Func<IServiceProvider, Task> migrate,
        IReadOnlyList<ServiceVerb> verbs, string[] needs)
    {
        verbs = [.. verbs, new ServiceVerb("reseal", ResealAsync)];
        var verb = arguments is [var word] ? verbs.FirstOrDefault(it => it.Name == word) : null;
        if (arguments is not ([] or ["create"] or ["migrate"] or ["add-key"]) && verb is null)
            throw new CannotServe("verb-is-known", string.Join(", ", verbs.Select(it => it.Name).Prepend("create, migrate, add-key")));
        if (arguments is ["create"]) return await DoneAsync(CreatePostgres.RunAsync(app.Configuration, CancellationToken.None));
        if (arguments is ["add-key"]) return await DoneAsync(Console.Out.WriteLineAsync($"{KeyRing.Add(KeyRing.FileOf(app.Configuration))}"));
        var serves = arguments is [];
        if (app.Configuration["Bus:Address"] is { Length: > 0 } bus && !Uri.TryCreate(bus, UriKind.Absolute, out _)) throw new CannotServe("bus-address-is-readable", "Bus:Address");
        // An embedded store beside the process needs nothing; replicas on a server must be told the same.
        if (app.Configuration["Store:Provider"] == "postgres")
        {
            PostgresAddress.Of(app.Configuration, service);
            foreach (var need in serves ? (string[])["Sealing:KeyFile", "Bus:Address", .. needs] : ["Sealing:KeyFile"])
                if (string.IsNullOrEmpty(app.Configuration[need])) throw new CannotServe("setting-is-given", need);
        }
        if (verb is not null) return await verb.DoAsync(app.Services);
        if (!serves) return await DoneAsync(migrate(app.Services));
        map(app);
        return await DoneAsync(app.RunAsync());
    }

    static async Task<int> ResealAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var resealed = await scope.ServiceProvider.GetRequiredService<Reseal>().RunAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(resealed, Wire.Json));
        return 0;
    }

    static async Task<int> DoneAsync(Task work)
    {
        await work;
        return 0;
    }

    static string? RuleOf(Exception error) => error switch
    {
        CannotServe said => said.Rule,
        IOException { InnerException: AddressInUseException } => "ports-are-free",
        _ => RuleOfBus(error) ?? StoreCheck.RuleOf(error),
    };

    static string? RuleOfBus(Exception error) => error switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException => "bus-password-is-right",
        OperationInterruptedException => "bus-may-be-used",
        RabbitMQClientException or BrokerUnreachableException => error.InnerException is { } inner ? RuleOfBus(inner) ?? "bus-is-reachable" : "bus-is-reachable",
        AggregateException several => several.InnerExceptions.Select(RuleOfBus).FirstOrDefault(rule => rule is not null),
        _ => null,
    };
}

/// <summary>What a service does beside, when it is asked to by this word; then it does not serve.</summary>
/// <param name="DoAsync">gives the exit code</param>
public sealed record ServiceVerb(string Name, Func<IServiceProvider, Task<int>> DoAsync);
