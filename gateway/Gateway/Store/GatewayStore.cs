using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Accounts, clients and signing keys. An administrator sees the accounts and clients inside the administrator's own
/// area, and nobody else sees any; whoever signs in or issues a token reads the one row in question past that filter.
/// </summary>
abstract class GatewayStore(DbContextOptions options, StoreNeeds needs) : Defaults.Store(options, needs)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<SigningKey> Keys => Set<SigningKey>();

    // Read by the query filters. No area begins with a hyphen.
    string AdministeredArea => Caller.Has(Role.Administrator) ? Caller.Area : "-";

    protected override void OnModelCreating(ModelBuilder model)
    {
        var account = model.Entity<Account>();
        account.ToTable("accounts").HasKey(it => it.User);
        account.Property(it => it.User).HasMaxLength(64);
        account.Property(it => it.PasswordHash).HasConversion(Sealing.Converter);
        account.HasIndex(it => it.Area);
        account.HasIndex(it => it.RevokedAt);
        account.HasQueryFilter(it => it.Area.StartsWith(AdministeredArea));

        var client = model.Entity<Client>();
        client.ToTable("clients").HasKey(it => it.Id);
        client.Property(it => it.Id).HasMaxLength(64);
        client.HasIndex(it => it.Area);
        client.HasIndex(it => it.RevokedAt);
        client.HasQueryFilter(it => it.Area.StartsWith(AdministeredArea));

        var key = model.Entity<SigningKey>();
        key.ToTable("signing_keys").HasKey(it => it.Id);
        key.Property(it => it.Id).HasMaxLength(64);
        key.Property(it => it.PrivateKey).HasConversion(Sealing.Converter);
        key.HasIndex(it => it.From).IsUnique();
        base.OnModelCreating(model);
    }
}
