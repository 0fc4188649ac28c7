using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Organizations;

abstract class OrganizationsStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    public DbSet<Area> Areas => Set<Area>();
    public DbSet<PartyOrganization> Units => Set<PartyOrganization>();
    public DbSet<Campaign> Campaigns => Set<Campaign>();
    public DbSet<RankedChoice> Choices => Set<RankedChoice>();
    public DbSet<PairingRun> Runs => Set<PairingRun>();
    public DbSet<RunPair> RunPairs => Set<RunPair>();
    public DbSet<RunLeft> RunLefts => Set<RunLeft>();
    public DbSet<RunChoice> RunChoices => Set<RunChoice>();
    public DbSet<RunBlocking> RunBlockings => Set<RunBlocking>();
    public DbSet<RunProof> RunProofs => Set<RunProof>();
    public DbSet<Pairing> Pairings => Set<Pairing>();

    // Read by the filter of the directory; EF turns each into a parameter of the query.
    string AreaFrom => Caller.Reach == Reach.Area ? Caller.Area : AreaUntil;
    string AreaUntil => Scope.Until(Caller.Area);
    string OwnOrganization => Caller.Reach is Reach.Organization or Reach.Person ? Caller.Organization ?? NoOne : NoOne;
    string ChoosingOrgan => Caller.Reach == Reach.Organization ? Caller.Organization! : NoOne;
    string ChoosingCommunity => Caller.Reach == Reach.Area && Caller.Has(Role.Community) ? Caller.Area : NoOne;

    /// <summary>No stored id or area equals this or begins with it.</summary>
    const string NoOne = "-";

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Area>(row =>
        {
            row.ToTable("areas").HasKey(it => new { it.Code, it.Level, it.ValidFrom });
            row.Property(it => it.Code).HasMaxLength(12);
            row.Property(it => it.Parent).HasMaxLength(12);
        });
        DescribeUnits(model);
        model.Ignore<PairingRules>().Ignore<Wave>().Ignore<RunFigures>().Ignore<Adoption>().Ignore<RunPrice>().Ignore<SideChoices>().Ignore<Matching.Precedence>(); // columns, not rows of their own
        model.Entity<Campaign>(row =>
        {
            row.ToTable("campaigns").HasKey(it => it.Id);
            row.Property(it => it.Id).HasMaxLength(64);
            row.Property(it => it.Waves).AsJson();
            row.Property(it => it.OrganizationRules).AsJson();
            row.Property(it => it.MemberRules).AsJson();
        });
        model.Entity<RankedChoice>(row =>
        {
            row.ToTable("choices").HasKey(it => new { it.Campaign, it.Organization, it.Rank });
            row.Property(it => it.Campaign).HasMaxLength(64);
            row.Property(it => it.Organization).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.Chosen).HasMaxLength(64);
        });
        DescribeRuns(model);
        DescribePairings(model);
        base.OnModelCreating(model);
    }

    static void DescribeRuns(ModelBuilder model)
    {
        model.Entity<PairingRun>(row =>
        {
            Run.Describe(row);
            row.ToTable("runs");
            row.Property(it => it.Campaign).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.Basis).HasMaxLength(64);
            row.Property(it => it.Rules).AsJson();
            row.Property(it => it.Figures).AsJson();
            row.Property(it => it.Adoption).AsJson();
            row.HasIndex(it => new { it.Campaign, it.Id });
        });
        model.Entity<RunPair>(row =>
        {
            row.ToTable("run_pairs").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Run).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
        });
        model.Entity<RunLeft>(row =>
        {
            row.ToTable("run_lefts").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Run).HasMaxLength(64);
            row.Property(it => it.Side).HasConversion<string>().HasMaxLength(16);
            row.Property(it => it.Area).HasMaxLength(12);
        });
        model.Entity<RunBlocking>(row =>
        {
            row.ToTable("run_blocking").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Run).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
        });
        model.Entity<RunChoice>(row =>
        {
            row.ToTable("run_choices").HasKey(it => new { it.Run, it.Row });
            row.Property(it => it.Run).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.CameFirst).AsJson();
        });
        model.Entity<RunProof>(row =>
        {
            row.ToTable("run_proofs").HasKey(it => it.Run);
            row.Property(it => it.Run).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
        });
    }

    void DescribePairings(ModelBuilder model) => model.Entity<Pairing>(row =>
    {
        row.ToTable("pairings").HasKey(it => it.Id);
        row.Property(it => it.Id).HasMaxLength(64);
        row.Property(it => it.Campaign).HasMaxLength(64);
        row.Property(it => it.Run).HasMaxLength(64);
        row.Property(it => it.Organization).HasMaxLength(64);
        row.Property(it => it.Community).HasMaxLength(64);
        row.Property(it => it.Area).HasMaxLength(12);
        row.Property(it => it.Status).HasConversion<string>().HasMaxLength(16);
        row.Property(it => it.Reason).HasConversion((ValueConverter)Sealing.Converter);
        row.HasIndex(it => new { it.Campaign, it.Id });
        row.HasIndex(it => new { it.Campaign, it.Organization, it.Community }).IsUnique().HasFilter("\"Until\" IS NULL");
        row.HasIndex(it => new { it.Campaign, it.Community, it.Seat }).IsUnique().HasFilter("\"Until\" IS NULL");
    });

    /// <summary>
    /// The directory: an area's organizations to who answers for it; itself to each organization; and since organs and
    /// communities choose each other, the communities of its district to an organ, and to a community the organs whose
    /// district it is in. No community sees another.
    /// </summary>
    void DescribeUnits(ModelBuilder model)
    {
        // An organ's token may say no area, so its district is asked of the store.
        model.Entity<OwnDistrict>(row =>
        {
            row.HasNoKey().ToSqlQuery("""SELECT "Id", "District" FROM organizations""");
            row.HasQueryFilter(own => own.Id == ChoosingOrgan);
        });
        model.Entity<PartyOrganization>(row =>
        {
            row.ToTable("organizations").HasKey(it => it.Id);
            row.Property(it => it.Id).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.District).HasMaxLength(6);
            row.Property(it => it.Parent).HasMaxLength(64);
            row.Property(it => it.Kind).HasConversion<string>().HasMaxLength(16);
            row.Property(it => it.Crs).HasConversion<string>().HasMaxLength(16);
            row.Property(it => it.Secretary).HasConversion((ValueConverter)Sealing.Converter);
            row.HasIndex(it => new { it.Area, it.Id });
            row.HasIndex(it => new { it.District, it.Id });
            row.HasQueryFilter(unit =>
                unit.Area.CompareTo(AreaFrom) >= 0 && unit.Area.CompareTo(AreaUntil) < 0
                || unit.Id == OwnOrganization
                || unit.Kind == UnitKind.Community && Set<OwnDistrict>().Any(own => own.Id == ChoosingOrgan && unit.Area.StartsWith(own.District))
                || unit.Kind == UnitKind.Organ && ChoosingCommunity.StartsWith(unit.District));
        });
    }
}

/// <summary>The district of an organ that chooses.</summary>
sealed class OwnDistrict : IInternal
{
    public required string Id { get; init; }
    public required string District { get; init; }
}

sealed class OrganizationsSqlite(DbContextOptions<OrganizationsSqlite> options, StoreNeeds needs) : OrganizationsStore(options, needs);

sealed class OrganizationsPostgres(DbContextOptions<OrganizationsPostgres> options, StoreNeeds needs) : OrganizationsStore(options, needs);
