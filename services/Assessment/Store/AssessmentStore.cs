using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Assessment;

abstract class AssessmentStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();
    public DbSet<HouseholdCopy> Households => Set<HouseholdCopy>();
    public DbSet<MemberCopy> Members => Set<MemberCopy>();
    public DbSet<OrganizationCopy> Organizations => Set<OrganizationCopy>();
    public DbSet<CampaignCopy> Campaigns => Set<CampaignCopy>();
    public DbSet<MemberPairingCopy> MemberPairings => Set<MemberPairingCopy>();
    public DbSet<OrganizationPairingCopy> OrganizationPairings => Set<OrganizationPairingCopy>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        DescribeLedger(model);
        DescribeCopies(model);
        DescribePairings(model);
        base.OnModelCreating(model);
    }

    /// <summary>The migrations give the table triggers that refuse every change; one that rebuilds it makes them anew.</summary>
    static void DescribeLedger(ModelBuilder model)
    {
        var row = model.Entity<LedgerRow>();
        row.ToTable("ledger").HasKey(it => it.Sequence);
        row.Property(it => it.Sequence).ValueGeneratedNever();
        row.Property(it => it.Service).HasMaxLength(32);
        row.Property(it => it.Type).HasMaxLength(100);
        row.Property(it => it.Area).HasMaxLength(12);
        row.HasIndex(it => new { it.Message, it.Part }).IsUnique();
        row.HasIndex(it => new { it.Area, it.Sequence });
        row.HasIndex(it => new { it.Type, it.Sequence });
    }

    static void DescribeCopies(ModelBuilder model)
    {
        var household = model.Entity<HouseholdCopy>();
        household.ToTable("households").HasKey(it => it.Id);
        household.Property(it => it.Id).HasMaxLength(64);
        household.Property(it => it.Area).HasMaxLength(12);
        household.HasIndex(it => it.Area);
        var member = model.Entity<MemberCopy>();
        member.ToTable("members").HasKey(it => it.Id);
        member.Property(it => it.Id).HasMaxLength(64);
        member.Property(it => it.Organization).HasMaxLength(64);
        member.HasIndex(it => it.Organization);
        var organization = model.Entity<OrganizationCopy>();
        organization.ToTable("organizations").HasKey(it => it.Id);
        organization.Property(it => it.Id).HasMaxLength(64);
        organization.Property(it => it.Kind).HasMaxLength(32);
        organization.Property(it => it.Area).HasMaxLength(12);
        organization.HasIndex(it => it.Area);
        var campaign = model.Entity<CampaignCopy>();
        campaign.ToTable("campaigns").HasKey(it => it.Id);
        campaign.Property(it => it.Id).HasMaxLength(64);
        campaign.Property(it => it.AreaPrefix).HasMaxLength(12);
    }

    static void DescribePairings(ModelBuilder model)
    {
        var members = model.Entity<MemberPairingCopy>();
        members.ToTable("member_pairings").HasKey(it => it.Id);
        members.Property(it => it.Id).HasMaxLength(64);
        members.Property(it => it.Campaign).HasMaxLength(64);
        members.Property(it => it.Household).HasMaxLength(64);
        members.Property(it => it.Member).HasMaxLength(64);
        members.HasIndex(it => new { it.Campaign, it.Household, it.Standing });
        members.HasIndex(it => new { it.Campaign, it.Member, it.Standing });
        var organizations = model.Entity<OrganizationPairingCopy>();
        organizations.ToTable("organization_pairings").HasKey(it => it.Id);
        organizations.Property(it => it.Id).HasMaxLength(64);
        organizations.Property(it => it.Campaign).HasMaxLength(64);
        organizations.Property(it => it.Organization).HasMaxLength(64);
        organizations.Property(it => it.Community).HasMaxLength(64);
        organizations.HasIndex(it => new { it.Campaign, it.Organization, it.Community, it.Standing });
    }
}
