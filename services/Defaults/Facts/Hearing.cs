using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>Answers a fact of another service. Idempotent, and never refuses: a stale fact changes nothing. Does not save.</summary>
public interface IWhen<in TFact>
{
    Task HearAsync(TFact fact, CancellationToken stop);
}

/// <summary>
/// One hearer of one kind of fact: claims the message by inserting into the inbox, lets the <em>when</em> act, and saves
/// both in one transaction, so that a fact delivered twice takes effect once.
/// </summary>
sealed class Hearer<TStore, TFact, TWhen>(IServiceScopeFactory scopes) : IConsumer<TFact>
    where TStore : Store where TFact : class where TWhen : IWhen<TFact>
{
    static readonly string name = typeof(TWhen).Name;

    public async Task Consume(ConsumeContext<TFact> context)
    {
        var stop = context.CancellationToken;
        var message = context.MessageId ?? throw new InvalidOperationException("a fact comes with its message id");
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<TStore>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var claimed = await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO inbox ("Message", "Hearer", "At") VALUES ({message}, {name}, {db.Now}) ON CONFLICT DO NOTHING""", stop);
        if (claimed == 0) return;
        scope.ServiceProvider.GetRequiredService<MessageSlot>().Id = message;
        await ActivatorUtilities.GetServiceOrCreateInstance<TWhen>(scope.ServiceProvider).HearAsync(context.Message, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}

/// <summary>The delivery being answered, for those who record it.</summary>
public sealed class MessageSlot
{
    public Guid Id { get; set; }
}

/// <summary>What a service hears, one line each in its <c>Add…</c>.</summary>
public sealed class Hearing<TStore>(IMediatorRegistrationConfigurator bus) where TStore : Store
{
    public Hearing<TStore> Hear<TFact, TWhen>() where TFact : class where TWhen : IWhen<TFact>
    {
        bus.AddConsumer<Hearer<TStore, TFact, TWhen>>();
        return this;
    }
}

public static class HearingSetup
{
    public static IServiceCollection AddHearing<TStore>(this IServiceCollection services, Action<Hearing<TStore>> hear) where TStore : Store
    {
        services.AddScoped<MessageSlot>();
        return services.AddMediator(bus => hear(new Hearing<TStore>(bus)));
    }
}
