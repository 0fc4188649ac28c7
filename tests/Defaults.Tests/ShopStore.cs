using Microsoft.EntityFrameworkCore;

namespace Defaults.Tests;

/// <summary>A tiny store with a row of each kind of scope.</summary>
abstract class ShopStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    public DbSet<Crate> Crates => Set<Crate>();
    public DbSet<Desk> Desks => Set<Desk>();
    public DbSet<Badge> Badges => Set<Badge>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<Sign> Signs => Set<Sign>();
    public DbSet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Crate>().Property(it => it.Note).HasConversion(Sealing.Converter);
        model.Entity<Tally>();
        model.Entity<Desk>();
        model.Entity<Badge>();
        model.Entity<Plan>();
        model.Entity<Sign>();
        base.OnModelCreating(model);
    }
}

sealed class ShopSqlite(DbContextOptions<ShopSqlite> options, StoreNeeds needs) : ShopStore(options, needs);

sealed class ShopPostgres(DbContextOptions<ShopPostgres> options, StoreNeeds needs) : ShopStore(options, needs);

sealed class Crate : IInArea, IVersioned
{
    public required string Id { get; init; }
    public required string Area { get; set; }
    public string Note { get; set; } = "";
    public DateTime At { get; set; }
    public string[] Tags { get; set; } = [];
    public long Version { get; private set; }
}

sealed class Desk : IOfOrganization
{
    public required string Id { get; init; }
    public required string Organization { get; init; }
}

/// <summary>Seen by the member whose it is, and by the member's organization.</summary>
sealed class Badge : IOfPerson, IOfOrganization
{
    public required string Id { get; init; }
    public required string Person { get; init; }
    public required string Organization { get; init; }
}

sealed class Plan : IForArea
{
    public required string Id { get; init; }
    public required string AreaPrefix { get; init; }
}

/// <summary>Kept of a neighbour's row.</summary>
sealed class Sign : IOpen, ICopy
{
    public required string Id { get; init; }
    public string Text { get; init; } = "";
    public long Version { get; init; }
}

/// <summary>How often a fact has taken effect.</summary>
sealed class Tally : IInternal
{
    public required string Id { get; init; }
    public int Count { get; set; }
}
