using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Defaults;

/// <summary>
/// What every service's store has: the outbox, the inbox, the remembered requests, a version on what is edited, and the
/// one place where queries are narrowed by the caller's area, organization and person.
/// </summary>
public abstract class Store(DbContextOptions options, StoreNeeds needs) : DbContext(options)
{
    readonly Caller caller = needs.Caller;

    internal DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>Whether it has announced anything: what is saved without concerns no relay.</summary>
    internal bool HasAnnounced { get; private set; }

    /// <summary>For converters of sensitive properties, and keyed hashes to look them up by.</summary>
    public Sealing Sealing => needs.Sealing;

    // Read by the query filters; EF turns each into a parameter of the query.
    string ScopeFrom => caller.Reach == Reach.Area ? caller.Area : ScopeUntil;
    string ScopeUntil => Scope.Until(caller.Area);
    bool ScopeIsOrganization => caller.Reach == Reach.Organization;
    string? ScopeOrganization => caller.Organization;
    bool ScopeIsPerson => caller.Reach == Reach.Person;
    string? ScopePerson => caller.Member;
    string ScopeArea => caller.Area;
    bool ScopeIsSystem => ReferenceEquals(caller, Caller.System);
    bool ScopeIsSomebody => caller.Reach != Reach.Nothing;

    // Somewhere: an organ or a member without an area is nowhere, not everywhere.
    bool ScopeIsPlaced => caller.Reach == Reach.Area || ScopeIsSomebody && caller.Area.Length > 0;
    bool ScopeChooses => ScopeIsPlaced && caller.Reach is (Reach.Organization or Reach.Person);

    public Caller Caller => caller;

    public DateTime Now => needs.Time.GetUtcNow().UtcDateTime;

    /// <summary>Today's date where the lists are made: China has one time zone, UTC+8 the year round.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.AddHours(8));

    /// <summary>An id for a new row, in order of time.</summary>
    public string NewId() => Guid.CreateVersion7(needs.Time.GetUtcNow()).ToString("N");

    /// <summary>Announces a fact: a row of the outbox in the same transaction as what it tells of; a relay publishes it.</summary>
    public void Announce<TFact>(TFact fact) where TFact : class => Outbox.Add(ToTell(fact));

    /// <summary>
    /// Announces facts that are too many to be held in memory: written as they come, in the transaction that is open. Who makes
    /// them asks the store nothing meanwhile.
    /// </summary>
    public Task AnnounceManyAsync<TFact>(IEnumerable<TFact> facts, CancellationToken stop) where TFact : class => this.AddManyAsync(facts.Select(ToTell), stop);

    OutboxRow ToTell<TFact>(TFact fact) where TFact : class
    {
        HasAnnounced = true;
        return new OutboxRow
        {
            Id = Guid.CreateVersion7(needs.Time.GetUtcNow()),
            Type = typeof(TFact).FullName!,
            Body = JsonSerializer.Serialize(fact, Wire.Json),
            At = Now,
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        };
    }

    /// <summary>Does everything in one transaction: the one that is open already (a remembered request's), or one of its own.</summary>
    public async Task<T> InOneAsync<T>(Func<Task<T>> act, CancellationToken stop)
    {
        if (Database.CurrentTransaction is not null) return await act();
        await using var transaction = await Database.BeginTransactionAsync(stop);
        var result = await act();
        await transaction.CommitAsync(stop);
        return result;
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken stop = default)
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State is EntityState.Added or EntityState.Modified)
                entry.Property(nameof(IVersioned.Version)).CurrentValue = entry.Entity.Version + 1;
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<AlwaysUtc>();
        // The order of bytes, as on SQLite: the ranges of prefixes, cursors and what goes out in order of ids rely on it.
        if (Database.IsNpgsql()) conventions.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        OutboxRow.Describe(model.Entity<OutboxRow>());
        InboxRow.Describe(model.Entity<InboxRow>());
        ParkedFact.Describe(model.Entity<ParkedFact>());
        RememberedRequest.Describe(model.Entity<RememberedRequest>());
        foreach (var type in model.Model.GetEntityTypes().Where(type => !type.IsOwned()))
        {
            if (typeof(IVersioned).IsAssignableFrom(type.ClrType))
                model.Entity(type.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            if (type.ClrType.Assembly == typeof(Store).Assembly) continue;
            if (type.GetDeclaredQueryFilters().Count == 0) Narrow(model, type.ClrType);
        }
    }

    void Narrow(ModelBuilder model, Type type)
    {
        if (!typeof(IScoped).IsAssignableFrom(type))
            throw new InvalidOperationException($"{type.Name} does not say whom it belongs to: implement one of the IScoped interfaces");
        var row = Expression.Parameter(type, "row");
        var parts = new List<Expression>();
        void Part<TScope>(Expression<Func<TScope, bool>> seen)
        {
            if (!typeof(TScope).IsAssignableFrom(type)) return;
            parts.Add(new OnRow(seen.Parameters[0], row, type).Visit(seen.Body));
        }
        Part<IInArea>(it => it.Area.CompareTo(ScopeFrom) >= 0 && it.Area.CompareTo(ScopeUntil) < 0);
        Part<IOfOrganization>(it => ScopeIsOrganization && it.Organization == ScopeOrganization);
        Part<IOfPerson>(it => ScopeIsPerson && it.Person == ScopePerson);
        Part<IForArea>(it => ScopeIsPlaced && (ScopeArea.StartsWith(it.AreaPrefix) || it.AreaPrefix.StartsWith(ScopeArea)));
        Part<IOffered>(it => ScopeChooses && (ScopeArea.StartsWith(it.OfferedIn) || it.OfferedIn.StartsWith(ScopeArea)));
        Part<IOpen>(_ => ScopeIsSomebody);
        Part<IInternal>(_ => ScopeIsSystem);
        model.Entity(type).HasQueryFilter(Expression.Lambda(parts.Aggregate(Expression.OrElse), row));
    }

    /// <summary>Rebinds a filter written against a scope interface to the stored type itself, which EF can translate.</summary>
    sealed class OnRow(ParameterExpression from, ParameterExpression to, Type type) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;

        protected override Expression VisitMember(MemberExpression node) => node.Expression == from
            ? Expression.Property(to, type.GetProperty(node.Member.Name) ?? type.GetProperty(SaidByAttribute.PropertyOf(type, node.Member.Name))!)
            : base.VisitMember(node);
    }
}

/// <summary>SQLite forgets that a time was UTC.</summary>
sealed class AlwaysUtc() : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

/// <summary>What a store is made with.</summary>
public sealed record StoreNeeds(Caller Caller, TimeProvider Time, Sealing Sealing);

/// <summary>Stores under different keys have different models, since a model holds the converters that seal.</summary>
sealed class StoreModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((Store)context).Sealing.Fingerprint, designTime);
}

/// <summary>Counts its changes; the count is the ETag, the concurrency check and the version of its facts.</summary>
public interface IVersioned
{
    long Version { get; }
}
