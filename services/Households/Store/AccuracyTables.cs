using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How accuracy audits are stored, with their strata and the households drawn.</summary>
static class AccuracyTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<AccuracyAudit>(audit =>
        {
            audit.ToTable("accuracy_audits").HasKey(it => it.Id);
            audit.Property(it => it.Id).HasMaxLength(64);
            audit.Property(it => it.AreaPrefix).HasMaxLength(12);
            audit.Property(it => it.Seed).HasMaxLength(IdForm.Longest);
            audit.Property(it => it.OpenedBy).HasMaxLength(200);
            audit.Property(it => it.ClosedBy).HasMaxLength(200);
        });
        model.Entity<AccuracyStratum>(stratum =>
        {
            stratum.ToTable("accuracy_strata").HasKey(it => new { it.Audit, it.Area });
            stratum.Property(it => it.Audit).HasMaxLength(64);
            stratum.Property(it => it.Area).HasMaxLength(12);
        });
        model.Entity<SampledHousehold>(sampled =>
        {
            sampled.ToTable("accuracy_sample").HasKey(it => new { it.Audit, it.Household });
            sampled.Property(it => it.Audit).HasMaxLength(64);
            sampled.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            sampled.Property(it => it.Area).HasMaxLength(12);
            sampled.Property(it => it.Stratum).HasMaxLength(12);
            sampled.Property(it => it.Outcome).HasConversion<string>().HasMaxLength(8);
            sampled.Property(it => it.Wrong).HasMaxLength(2_000);
            sampled.Property(it => it.Reason).HasMaxLength(16);
            sampled.Property(it => it.RecordedBy).HasMaxLength(200);
        });
    }
}
