using System.Text.Json;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Households;

/// <summary>Households, their persons and categories, and the divisions they may be entered in.</summary>
abstract class HouseholdsStore(DbContextOptions options, StoreNeeds needs) : Store(options, needs)
{
    /// <summary>Households in one fact.</summary>
    const int Packet = 500;

    public DbSet<Household> Households => Set<Household>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<FormerState> FormerStates => Set<FormerState>();
    public DbSet<LateStatement> LateStatements => Set<LateStatement>();
    public DbSet<AreaCopy> Areas => Set<AreaCopy>();
    public DbSet<Batch> Batches => Set<Batch>();
    public DbSet<BatchPart> BatchParts => Set<BatchPart>();
    public DbSet<BatchStretch> BatchStretches => Set<BatchStretch>();
    public DbSet<MissingHousehold> Missing => Set<MissingHousehold>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<ParkedRow> ParkedRows => Set<ParkedRow>();
    public DbSet<AreaFigures> AreaFigures => Set<AreaFigures>();
    public DbSet<CountedMonth> CountedMonths => Set<CountedMonth>();
    public DbSet<Correction> Corrections => Set<Correction>();
    public DbSet<CorrectionAsker> CorrectionAskers => Set<CorrectionAsker>();
    public DbSet<HelperCopy> Helpers => Set<HelperCopy>();
    public DbSet<NeedRuleVersion> NeedRules => Set<NeedRuleVersion>();
    public DbSet<Rescoring> Rescorings => Set<Rescoring>();
    public DbSet<ReferenceCode> ReferenceCodes => Set<ReferenceCode>();
    public DbSet<Candidate> Candidates => Set<Candidate>();
    public DbSet<DistinctVerdict> Verdicts => Set<DistinctVerdict>();
    public DbSet<CrowdedKey> Crowds => Set<CrowdedKey>();
    public DbSet<DuplicateLook> Looks => Set<DuplicateLook>();
    public DbSet<AccuracyAudit> AccuracyAudits => Set<AccuracyAudit>();
    public DbSet<AccuracyStratum> AccuracyStrata => Set<AccuracyStratum>();
    public DbSet<SampledHousehold> SampledHouseholds => Set<SampledHousehold>();
    public DbSet<Anonymisation> Anonymisations => Set<Anonymisation>();
    public DbSet<Export> Exports => Set<Export>();
    public DbSet<ExportPart> ExportParts => Set<ExportPart>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<ConsentRecord> ConsentRecords => Set<ConsentRecord>();
    public DbSet<ConsentStanding> ConsentStandings => Set<ConsentStanding>();

    // Typed so that it serves what may be null, which is stored as null.
    ValueConverter Sealed => Sealing.Converter;

    /// <summary>What the caller says now.</summary>
    public Source Said => new("person/" + Caller.Subject, Now);

    /// <summary>Keeps what a household was, and counts a change of its persons as a change of its own.</summary>
    public void MarkChanged(Household household)
    {
        Entry(household).Property(it => it.AsOf).IsModified = true;
        if (household.Former is { } former) Add(former);
    }

    /// <summary>Tells of households that are about to be saved; nothing personal.</summary>
    public void AnnounceChanged(IEnumerable<Household> changed)
    {
        foreach (var packet in Changes(changed)) Announce(packet);
    }

    /// <inheritdoc cref="AnnounceChanged"/>
    public static IEnumerable<HouseholdsChanged> Changes(IEnumerable<Household> changed) => changed.Chunk(Packet).Select(packet =>
        new HouseholdsChanged([.. packet.Select(it => new HouseholdChange(it.Id, it.Area, it.Need, it.Needs, it.Active, it.Version + 1))]));

    /// <summary>Saves many households that were read without being tracked, and many new ones; of a changed one only what changed.</summary>
    public Task<int> SaveManyAsync(IReadOnlyList<Household> added, IReadOnlyList<Household> changed, CancellationToken stop) => InOneAsync(async () =>
    {
        await this.AddManyAsync(added, stop);
        await this.AddManyAsync(added.SelectMany(it => it.Persons).ToList(), stop);
        await this.PutManyAsync(changed, stop);
        await this.AddManyAsync(changed.Select(it => it.Former).OfType<FormerState>().ToList(), stop);
        await this.PutManyAsync(changed.SelectMany(it => it.Persons).Where(it => it.IsUnsaved).ToList(), stop);
        RemoveRange(changed.SelectMany(it => it.Left));
        return await SaveChangesAsync(stop);
    }, stop);

    /// <summary>Of households about which nothing else is new: the day on which all of it still held. No change, and told to nobody.</summary>
    public async Task ConfirmAsync(IReadOnlyCollection<Household> confirmed, CancellationToken stop)
    {
        foreach (var some in confirmed.Chunk(10 * Packet))
            await ConfirmAsync(some.Select(it => new ConfirmedDay(it.Id, it.AsOf, it.Said)), stop);
    }

    /// <inheritdoc cref="ConfirmAsync(IReadOnlyCollection{Household}, CancellationToken)"/>
    public Task ConfirmAsync(IEnumerable<ConfirmedDay> days, CancellationToken stop)
    {
        // As SaidDays.Add says it.
        var (json, full, first, third) = (JsonSerializer.Serialize(days), SaidDays.Length * SaidDays.Most, SaidDays.Length, 2 * SaidDays.Length + 1);
        return Database.IsNpgsql()
            ? Database.ExecuteSqlAsync($"""
                UPDATE households SET "AsOf" = day."AsOf", "Said" = day."Said", "Days" = CASE
                    WHEN households."AsOf" = day."AsOf" THEN "Days"
                    WHEN length("Days") < {full} THEN "Days" || to_char(day."AsOf", 'YYYYMMDD')
                    ELSE substr("Days", 1, {first}) || substr("Days", {third}) || to_char(day."AsOf", 'YYYYMMDD') END
                FROM json_to_recordset({json}::json) AS day("Id" text, "AsOf" date, "Said" text)
                WHERE households."Id" = day."Id" AND households."AsOf" <= day."AsOf"
                """, stop)
            : Database.ExecuteSqlAsync($"""
                UPDATE households SET "AsOf" = day.value ->> 'AsOf', "Said" = day.value ->> 'Said', "Days" = CASE
                    WHEN households."AsOf" = day.value ->> 'AsOf' THEN "Days"
                    WHEN length("Days") < {full} THEN "Days" || replace(day.value ->> 'AsOf', '-', '')
                    ELSE substr("Days", 1, {first}) || substr("Days", {third}) || replace(day.value ->> 'AsOf', '-', '') END
                FROM json_each({json}) AS day
                WHERE households."Id" = day.value ->> 'Id' AND households."AsOf" <= day.value ->> 'AsOf'
                """, stop);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Ignore<HeldCategory>(); // stands in its household's row
        model.Ignore<HouseholdState>().Ignore<PersonState>().Ignore<HouseholdEntry>().Ignore<PersonEntry>().Ignore<EndInput>(); // stand in the row of a former state or of a late statement
        Describe(model.Entity<Household>());
        Describe(model.Entity<Person>());
        HistoryTables.Describe(model, Sealing);
        Describe(model.Entity<AreaCopy>());
        BatchTables.Describe(model);
        AuditTable.Describe(model);
        StatisticTables.Describe(model);
        CorrectionTables.Describe(model, Sealing);
        NeedTables.Describe(model);
        ReferenceTables.Describe(model);
        DuplicateTables.Describe(model);
        AccuracyTables.Describe(model);
        RetentionTables.Describe(model);
        ExportTables.Describe(model, Sealing);
        ConsentTables.Describe(model, Sealing);
        // What a household has said lies where the household is by now: who sees the one sees the other.
        model.Entity<ConsentRecord>().HasQueryFilter(it => Set<Household>().Any(one => one.Id == it.Household));
        model.Entity<ConsentStanding>().HasQueryFilter(it => Set<Household>().Any(one => one.Id == it.Household));
        base.OnModelCreating(model);
    }

    void Describe(EntityTypeBuilder<Household> household)
    {
        household.ToTable("households").HasKey(it => it.Id);
        household.Property(it => it.Id).HasMaxLength(64);
        household.Property(it => it.Area).HasMaxLength(12);
        household.Property(it => it.Address).HasConversion(Sealed);
        household.Property(it => it.Position).HasConversion(Sealed);
        household.Property(it => it.Crs).HasMaxLength(8);
        household.Property(it => it.EndReason).HasMaxLength(32);
        household.Property(it => it.Said).HasMaxLength(44);
        household.Property(it => it.Origin).HasMaxLength(200);
        household.Property(it => it.Days).HasMaxLength(SaidDays.Length * SaidDays.Most);
        household.Ignore(it => it.Place).Ignore(it => it.Head).Ignore(it => it.HeldCodes).Ignore(it => it.Left).Ignore(it => it.IsMoved).Ignore(it => it.Former);
        household.HasMany(it => it.Persons).WithOne().HasForeignKey(it => it.Household).OnDelete(DeleteBehavior.Cascade);
        household.Property(it => it.Categories).HasConversion(HeldCategories.Stored, HeldCategories.Compared);
        household.HasIndex(it => new { it.Area, it.Id });
    }

    void Describe(EntityTypeBuilder<Person> person)
    {
        person.ToTable("persons").HasKey(it => new { it.Household, it.Number });
        person.Property(it => it.Household).HasMaxLength(64);
        person.Property(it => it.Number).ValueGeneratedNever();
        person.Property(it => it.Area).HasMaxLength(12);
        person.Ignore(it => it.IsUnsaved);
        person.Property(it => it.Role).HasMaxLength(16);
        person.Property(it => it.Gender).HasMaxLength(8);
        person.Property(it => it.Name).HasConversion(Sealed);
        person.Property(it => it.IdNumber).HasConversion(Sealed);
        person.Property(it => it.Phone).HasConversion(Sealed);
        person.Property(it => it.Birth).HasConversion(new SealedDate(Sealing));
        person.Property(it => it.NameHash).HasMaxLength(44);
        person.Property(it => it.IdNumberHash).HasMaxLength(44);
        person.Property(it => it.PhoneHash).HasMaxLength(44);
        foreach (var index in new[] { person.HasIndex(it => it.IdNumberHash), person.HasIndex(it => it.PhoneHash) })
        {
            // Found by equality alone, and hardly ever the same in very many: docs/decisions/hash-indexes.md. SQLite has none.
            if (Database.IsNpgsql()) index.HasMethod("hash");
        }
        person.HasIndex(it => new { it.NameHash, it.Area });
    }

    static void Describe(EntityTypeBuilder<AreaCopy> area)
    {
        area.ToTable("areas").HasKey(it => it.Id);
        area.Property(it => it.Id).HasMaxLength(24);
        area.Property(it => it.Code).HasMaxLength(12);
        area.Property(it => it.Level).HasMaxLength(9);
    }

    /// <summary>How a household's categories are stored, and when they have changed.</summary>
    static class HeldCategories
    {
        public static readonly ValueConverter<IReadOnlyList<HeldCategory>, string> Stored = new(all => HeldCategory.ToText(all), text => HeldCategory.Read(text));

        // They are never altered in place: the list itself is its snapshot.
        public static readonly ValueComparer<IReadOnlyList<HeldCategory>> Compared = new(
            (one, other) => ReferenceEquals(one, other) || one!.SequenceEqual(other!), all => all.Count, all => all);
    }

    /// <summary>A birth date is sealed like a name: with the community it all but names a person.</summary>
    sealed class SealedDate(Sealing sealing) : SealedColumn<DateOnly>(
        clear => sealing.Seal(clear.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        @sealed => DateOnly.ParseExact(sealing.Open(@sealed), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
