using Contracts;
using Contracts.Volunteering;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

abstract class VolunteeringStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostClaim> Claims => Set<PostClaim>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<OfferRound> Rounds => Set<OfferRound>();
    public DbSet<MemberCopy> Members => Set<MemberCopy>();
    public DbSet<NeedCopy> Needs => Set<NeedCopy>();

    /// <summary>Those that the calling community set itself.</summary>
    public IQueryable<Post> OwnPosts => Posts.Where(it => it.Community == Caller.Organization);

    /// <summary>The skills that may be named of a post.</summary>
    public async Task<SkillList> SkillsAsync(CancellationToken stop) =>
        new((await Needs.IgnoreQueryFilters().AsNoTracking().ToListAsync(stop)).ConvertAll(it => (it.Id, it.HoldsOn(Today))));

    /// <summary>A post as it stands inside this transaction, to be announced.</summary>
    public Task<PostChange> ToldAsync(string post, CancellationToken stop) => Posts.IgnoreQueryFilters().Where(it => it.Id == post)
        .Select(it => new PostChange(it.Id, it.Community, it.Area, it.Places, it.Taken, it.State == PostState.Open ? "open" : "closed", it.Version))
        .SingleAsync(stop);

    protected override void OnModelCreating(ModelBuilder model)
    {
        DescribePosts(model);
        DescribeClaims(model);
        DescribeOffers(model);
        var member = model.Entity<MemberCopy>();
        member.ToTable("members").HasKey(it => it.Id);
        member.Property(it => it.Id).HasMaxLength(64);
        member.Property(it => it.Organization).HasMaxLength(64);
        var need = model.Entity<NeedCopy>();
        need.ToTable("needs").HasKey(it => it.Id);
        need.Property(it => it.Id).HasMaxLength(32);
        need.Property(it => it.Chinese).HasMaxLength(40);
        need.Property(it => it.English).HasMaxLength(40);
        base.OnModelCreating(model);
    }

    void DescribePosts(ModelBuilder model)
    {
        var post = model.Entity<Post>();
        post.ToTable("posts", table => table.HasCheckConstraint("never_over_booked", "\"Taken\" >= 0 AND \"Taken\" <= \"Places\"")).HasKey(it => it.Id);
        post.Property(it => it.Id).HasMaxLength(64);
        post.Property(it => it.Title).HasMaxLength(100);
        post.Property(it => it.Area).HasMaxLength(12);
        post.Property(it => it.OfferedIn).HasMaxLength(12);
        post.Property(it => it.Community).HasMaxLength(64);
        post.Property(it => it.Kind).HasConversion<string>().HasMaxLength(16);
        post.Property(it => it.State).HasConversion<string>().HasMaxLength(16);
        post.Property(it => it.ClosedFor).HasConversion<string>().HasMaxLength(16);
        post.Property(it => it.Note).HasConversion(Sealing.Converter!);
        post.Property(it => it.CloseNote).HasConversion(Sealing.Converter!);
        post.HasIndex(it => new { it.Area, it.Id });
        post.HasIndex(it => new { it.OfferedIn, it.State });
    }

    void DescribeClaims(ModelBuilder model)
    {
        var claim = model.Entity<PostClaim>();
        claim.ToTable("claims").HasKey(it => it.Id);
        claim.Property(it => it.Id).HasMaxLength(64);
        claim.Property(it => it.Post).HasMaxLength(64);
        claim.Property(it => it.Person).HasMaxLength(64);
        claim.Property(it => it.Organization).HasMaxLength(64);
        claim.Property(it => it.Area).HasMaxLength(12);
        claim.Property(it => it.LeftFor).HasConversion<string>().HasMaxLength(16);
        claim.Property(it => it.Note).HasConversion(Sealing.Converter!);
        claim.HasIndex(it => new { it.Post, it.Person }).IsUnique().HasFilter("\"LeftAt\" IS NULL");
        claim.HasIndex(it => new { it.Person, it.LeftAt });
        claim.HasIndex(it => new { it.Organization, it.Id });
        claim.HasIndex(it => new { it.Area, it.Id });
        claim.HasOne<Post>().WithMany().HasForeignKey(it => it.Post).OnDelete(DeleteBehavior.Restrict);
    }

    static void DescribeOffers(ModelBuilder model)
    {
        var offer = model.Entity<Offer>();
        offer.ToTable("offers").HasKey(it => it.Number);
        offer.Property(it => it.Number).ValueGeneratedOnAdd();
        offer.Property(it => it.Campaign).HasMaxLength(64);
        offer.Property(it => it.Run).HasMaxLength(64);
        offer.Property(it => it.Person).HasMaxLength(64);
        offer.Property(it => it.Organization).HasMaxLength(64);
        offer.Property(it => it.Area).HasMaxLength(12);
        offer.Ignore(it => it.Districts);
        offer.HasIndex(it => new { it.Campaign, it.Person }).IsUnique();
        offer.HasIndex(it => it.Person);
        offer.HasIndex(it => new { it.Organization, it.Number });
        offer.HasIndex(it => new { it.Area, it.Number });
        var round = model.Entity<OfferRound>();
        round.ToTable("offer_rounds").HasKey(it => it.Campaign);
        round.Property(it => it.Campaign).HasMaxLength(64);
        round.Property(it => it.Run).HasMaxLength(64);
        round.Property(it => it.Packets).IsConcurrencyToken();
    }
}
