using Contracts;
using Defaults;
using Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Members;

abstract class MembersStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    public DbSet<Member> Members => Set<Member>();
    public DbSet<ExpectedCount> ExpectedCounts => Set<ExpectedCount>();
    public DbSet<ChoiceList> ChoiceLists => Set<ChoiceList>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<Pairing> Pairings => Set<Pairing>();
    public DbSet<PairingRun> Runs => Set<PairingRun>();
    public DbSet<RunPair> RunPairs => Set<RunPair>();
    public DbSet<RunLeft> RunLefts => Set<RunLeft>();
    public DbSet<RunBlocking> RunBlockings => Set<RunBlocking>();
    public DbSet<RunParting> RunPartings => Set<RunParting>();
    public DbSet<RunChoice> RunChoices => Set<RunChoice>();
    public DbSet<RunProof> RunProofs => Set<RunProof>();
    public DbSet<Waiting> Waiting => Set<Waiting>();
    public DbSet<Look> Looks => Set<Look>();
    public DbSet<Unseen> Unseen => Set<Unseen>();
    public DbSet<AreaCopy> Areas => Set<AreaCopy>();
    public DbSet<OrganizationCopy> Organizations => Set<OrganizationCopy>();
    public DbSet<CampaignCopy> Campaigns => Set<CampaignCopy>();
    public DbSet<PairedCommunity> PairedCommunities => Set<PairedCommunity>();
    public DbSet<NeedCopy> Needs => Set<NeedCopy>();
    public DbSet<HouseholdCopy> Households => Set<HouseholdCopy>();
    public DbSet<ContactCopy> Contacts => Set<ContactCopy>();

    /// <summary>The skills that may be named of a member.</summary>
    public async Task<SkillList> SkillsAsync(CancellationToken stop) =>
        new((await Needs.IgnoreQueryFilters().AsNoTracking().ToListAsync(stop)).ConvertAll(it => (it.Id, it.HoldsOn(Today))));

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken stop = default)
    {
        this.MarkUnseenPairings();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<string[]>().HaveConversion<CodesInOneCell, CodesAreEqual>();
        conventions.Properties<RankedChoice[]>().HaveConversion<AsJson<RankedChoice[]>, ListsAreEqual>();
        conventions.Properties<IReadOnlyList<Precedence>>().HaveConversion<AsJson<IReadOnlyList<Precedence>>>();
        conventions.Properties<RunFigures>().HaveConversion<AsJson<RunFigures>>();
        conventions.Properties<Adoption>().HaveConversion<AsJson<Adoption>>();
        conventions.Properties<Contracts.PairingRules>().HaveConversion<AsJson<Contracts.PairingRules>>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Member>(Describe);
        model.Entity<ExpectedCount>().ToTable("expected").HasKey(it => it.Organization);
        model.Entity<ChoiceList>(Describe);
        model.Entity<Exclusion>(row =>
        {
            row.ToTable("exclusions").HasKey(it => new { it.Campaign, it.Household, it.Member });
            row.Property(it => it.Reason).HasConversion(Sealing.Converter);
        });
        model.Entity<Pairing>(Describe);
        DescribeRuns(model);
        model.Entity<AreaCopy>().ToTable("areas").HasKey(it => it.Id);
        model.Entity<OrganizationCopy>().ToTable("organizations").HasKey(it => it.Id);
        model.Entity<CampaignCopy>().ToTable("campaigns").HasKey(it => it.Id);
        model.Entity<PairedCommunity>().ToTable("paired").HasIndex(it => new { it.Campaign, it.Organization });
        model.Entity<NeedCopy>().ToTable("needs").HasKey(it => it.Id);
        model.Entity<HouseholdCopy>().ToTable("households").HasIndex(it => new { it.Area, it.Id });
        model.Entity<ContactCopy>().ToTable("contacts").HasIndex(it => it.Id, "IX_contacts_withdrawn").HasFilter("\"IsWithdrawn\"");
        base.OnModelCreating(model);
    }

    void Describe(EntityTypeBuilder<Member> row)
    {
        row.ToTable("members").HasKey(it => it.Id);
        row.Property(it => it.Name).HasConversion(Sealing.Converter);
        row.Property(it => it.IdNumber).HasConversion(Sealing.Converter);
        row.Property(it => it.Phone).HasConversion(Sealing.Converter);
        row.Property(it => it.Position).HasConversion(new SealedPosition(Sealing));
        row.HasIndex(it => it.IdNumberHash);
        row.HasIndex(it => new { it.Area, it.Id });
        row.HasIndex(it => new { it.Organization, it.Id });
        row.HasIndex(it => it.Residence);
    }

    static void Describe(EntityTypeBuilder<ChoiceList> row)
    {
        row.ToTable("choices").HasKey(it => new { it.Campaign, it.Side, it.From });
        row.Property(it => it.Side).HasConversion<string>();
    }

    /// <summary>What stands is unique; what has ended is history and may repeat.</summary>
    void Describe(EntityTypeBuilder<Pairing> row)
    {
        const string stands = "\"Until\" IS NULL";
        row.ToTable("pairings").HasKey(it => it.Id);
        row.Property(it => it.Status).HasConversion<string>();
        row.Property(it => it.EndWords).HasConversion(Sealing.Converter!);
        row.HasIndex(it => new { it.Campaign, it.Household, it.Stage }).IsUnique().HasFilter(stands);
        row.HasIndex(it => new { it.Campaign, it.Household, it.Member }).IsUnique().HasFilter(stands);
        row.HasIndex(it => new { it.Campaign, it.Member, it.Stage, it.Seat }).IsUnique().HasFilter(stands);
        row.HasIndex(it => new { it.Campaign, it.Area, it.Id });
        row.HasIndex(it => new { it.Campaign, it.Organization, it.Id });
        row.HasIndex(it => it.Household);
        row.HasIndex(it => it.Member);
        row.HasIndex(it => new { it.Campaign, it.Household }).HasFilter($"\"Status\" = '{nameof(PairingStatus.Declined)}' OR \"EndReason\" = '{Pairing.EndedByCommittee}'");
    }

    /// <summary>Whoever looks and finds nothing to do reads a row of each index.</summary>
    static void Describe(EntityTypeBuilder<Waiting> row)
    {
        row.ToTable("waiting").HasKey(it => new { it.Campaign, it.Household });
        row.HasIndex(it => new { it.Campaign, it.Since }).HasFilter("\"AlarmedAt\" IS NULL");
        row.HasIndex(it => new { it.Campaign, it.SeenAt }).HasFilter("NOT \"IsProposed\" AND \"TriedAt\" IS NULL");
        row.HasIndex(it => new { it.Campaign, it.TriedAt }).HasFilter("NOT \"IsProposed\"");
    }

    static void DescribeRuns(ModelBuilder model)
    {
        model.Entity<PairingRun>(row =>
        {
            row.ToTable("runs");
            Run.Describe(row);
            row.HasIndex(it => new { it.Campaign, it.QueuedAt });
            row.HasIndex(it => new { it.Campaign, it.AdoptedAs }).IsUnique();
            // One at a time: also of two replicas that look at once.
            row.HasIndex(it => it.Campaign).IsUnique().HasFilter("\"Replacement\" AND \"State\" IN ('Queued', 'Running', 'Done', 'Adopting')");
        });
        model.Entity<RunPair>(row =>
        {
            row.ToTable("run_pairs").HasKey(it => new { it.Run, it.Row });
            row.HasIndex(it => new { it.Run, it.Household, it.Stage }); // two runs are compared in this order
        });
        model.Entity<RunLeft>(row =>
        {
            row.ToTable("run_left").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Side).HasConversion<string>();
        });
        model.Entity<RunChoice>(row =>
        {
            row.ToTable("run_choices").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Side).HasConversion<string>();
        });
        model.Entity<Waiting>(Describe);
        model.Entity<Look>().ToTable("looks").HasKey(it => it.Campaign);
        model.Entity<Unseen>().ToTable("unseen").HasKey(it => new { it.Campaign, it.Id });
        model.Entity<RunBlocking>().ToTable("run_blocking").HasKey(it => new { it.Run, it.Row });
        model.Entity<RunParting>().ToTable("run_partings").HasKey(it => new { it.Run, it.Row });
        model.Entity<RunProof>().ToTable("run_proofs").HasKey(it => it.Run);
    }
}

sealed class MembersSqlite(DbContextOptions<MembersSqlite> options, StoreNeeds needs) : MembersStore(options, needs);

sealed class MembersPostgres(DbContextOptions<MembersPostgres> options, StoreNeeds needs) : MembersStore(options, needs);
