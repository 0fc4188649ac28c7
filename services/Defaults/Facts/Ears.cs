using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>Which <em>whens</em> of a service hear which facts; one line each in its <c>Add…</c>.</summary>
public sealed class Ears<TStore> where TStore : Store
{
    readonly Dictionary<string, Ear> ears = new(StringComparer.Ordinal);

    internal IReadOnlySet<string> Types => ears.Keys.ToHashSet(StringComparer.Ordinal);

    public Ears<TStore> Hear<TFact, TWhen>() where TFact : class where TWhen : IWhen<TFact>
    {
        var name = typeof(TFact).FullName!;
        if (!ears.TryGetValue(name, out var ear)) ears[name] = ear = new Ear(typeof(TFact), []);
        var make = ActivatorUtilities.CreateFactory<TWhen>([]);
        ear.Whens.Add((provider, fact, stop) => make(provider, []).HearAsync((TFact)fact, stop));
        return this;
    }

    /// <summary>Lets everybody hear it and saves, in the transaction that is open.</summary>
    /// <exception cref="Unhearable">rules <c>fact-is-heard</c>, <c>fact-is-readable</c></exception>
    internal async Task HearAsync(IServiceProvider provider, TStore db, Delivery delivery, FactSpans spans, CancellationToken stop)
    {
        ears.TryGetValue(delivery.Type, out var ear);
        spans.Hear(delivery, ear?.Fact.FullName);
        if (ear is null) throw new Unhearable("fact-is-heard");
        var fact = Read(delivery, ear.Fact);
        provider.GetRequiredService<MessageSlot>().Id = delivery.Message;
        foreach (var when in ear.Whens) await when(provider, fact, stop);
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
    }

    /// <summary>Fields are only ever added: who is of the version before hears a fact without them.</summary>
    static readonly JsonSerializerOptions readable = new(Wire.Json) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    static object Read(Delivery delivery, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(delivery.Body.Span, type, readable) ?? throw new Unhearable("fact-is-readable");
        }
        catch (JsonException error)
        {
            throw new Unhearable("fact-is-readable", error);
        }
    }

    sealed record Ear(Type Fact, List<Func<IServiceProvider, object, CancellationToken, Task>> Whens);
}

/// <summary>The delivery being answered, for those who record it.</summary>
public sealed class MessageSlot
{
    public Guid Id { get; set; }
}

public static class HearingSetup
{
    public static IServiceCollection AddHearing<TStore>(this IServiceCollection services, Action<Ears<TStore>> hear) where TStore : Store
    {
        var ears = new Ears<TStore>();
        hear(ears);
        services.AddScoped<MessageSlot>();
        services.AddSingleton(ears);
        services.AddSingleton<IHearing, Hearing<TStore>>();
        services.AddSingleton<IParking, Parking<TStore>>();
        return services;
    }
}
