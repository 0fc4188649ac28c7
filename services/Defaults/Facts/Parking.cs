using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <param name="Id">the delivery's identifier</param>
/// <param name="Fact">full name of what it said it was</param>
/// <param name="Why">the rule that it broke, or the kind of error of the one who should hear it</param>
/// <param name="Bytes">length of its body; the body itself is not shown</param>
/// <param name="TakenBy">who had it taken after all, null as long as nobody has</param>
public sealed record ParkedView(Guid Id, string Fact, string Why, int Bytes, DateTime At, DateTime? TakenAt, string? TakenBy);

/// <summary>What could not be taken: seen and, the cause mended, taken after all.</summary>
public interface IParking
{
    /// <param name="after">a cursor of <see cref="Page{T}.Next"/></param>
    /// <exception cref="InvalidException">rules <c>page-limit</c>, <c>cursor-is-readable</c></exception>
    Task<Page<ParkedView>> ListAsync(string? after, int? limit, CancellationToken stop);

    /// <summary>Lets it be heard once, whoever else asks for the same at the same moment.</summary>
    /// <exception cref="MissingException">rule <c>parked-fact-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>parked-fact-waits</c>, <c>hearer-takes-it</c>, <c>fact-is-heard</c>, <c>fact-is-readable</c></exception>
    Task<ParkedView> TakeAsync(Guid id, string by, CancellationToken stop);
}

sealed class Parking<TStore>(IServiceScopeFactory scopes, Ears<TStore> ears, FactsRoute route) : IParking where TStore : Store
{
    public Task<Page<ParkedView>> ListAsync(string? after, int? limit, CancellationToken stop) => InScopeAsync((_, db) =>
    {
        var from = Guid.Empty;
        if (after is not null && !Guid.TryParse(after, out from)) throw new InvalidException("after", "cursor-is-readable");
        return db.Set<ParkedFact>().AsNoTracking().Where(it => it.Id.CompareTo(from) > 0).OrderBy(it => it.Id)
            .Select(it => new ParkedView(it.Id, it.Type, it.Why, it.Body.Length, it.At, it.TakenAt, it.TakenBy))
            .PageAsync(limit, it => it.Id.ToString(), stop);
    });

    public Task<ParkedView> TakeAsync(Guid id, string by, CancellationToken stop) => InScopeAsync(async (provider, db) =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var row = Missing.IfNull(await db.Set<ParkedFact>().AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "parked-fact-is-known");
        var now = db.Now;
        var marked = await db.Set<ParkedFact>().Where(it => it.Id == id && it.TakenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.TakenAt, now).SetProperty(it => it.TakenBy, by), stop);
        Refused.Unless(marked == 1, "parked-fact-waits");
        await HearAsync(provider, db, new Delivery(row.Id, row.Type, row.Body, row.TraceParent), stop);
        await transaction.CommitAsync(stop);
        return new ParkedView(row.Id, row.Type, row.Why, row.Body.Length, row.At, now, by);
    });

    async Task HearAsync(IServiceProvider provider, TStore db, Delivery delivery, CancellationToken stop)
    {
        using var spans = new FactSpans(route);
        try
        {
            await ears.HearAsync(provider, db, delivery, spans, stop);
        }
        catch (Unhearable error)
        {
            spans.Fail(error);
            throw new RefusedException(error.Rule);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && !Problems.IsPassing(error))
        {
            spans.Fail(error);
            throw new RefusedException("hearer-takes-it"); // it stays parked
        }
    }

    /// <summary>In the system's name: a fact is heard by the service, not by the administrator.</summary>
    async Task<T> InScopeAsync<T>(Func<IServiceProvider, TStore, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await act(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TStore>());
    }
}

static class ParkingHttp
{
    public static void MapParking(this WebApplication app, string service)
    {
        app.MapGet($"/api/v1/{service}/parked", (IParking parking, string? after, int? limit, CancellationToken stop) => parking.ListAsync(after, limit, stop))
            .For(Role.Administrator).WithSummary("Facts that could not be taken, with the reason, and who had them taken after all");
        app.MapPost($"/api/v1/{service}/parked/{{id:guid}}/replay", (Guid id, IParking parking, Caller caller, CancellationToken stop) =>
                parking.TakeAsync(id, caller.Subject, stop))
            .For(Role.Administrator).WithSummary("Take a parked fact after all, once its cause is mended");
    }
}
