using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How it is stored who asked for a household to be anonymised, and that it was.</summary>
static class RetentionTables
{
    public static void Describe(ModelBuilder model)
    {
        // Only those that have left stand in these: a push writes nothing into them.
        model.Entity<Household>().HasIndex(it => it.EndedOn, "IX_households_due").HasFilter("NOT \"Active\" AND \"AnonymisedAt\" IS NULL");
        model.Entity<Household>().HasIndex(it => it.AnonymisedAt).HasFilter("\"AnonymisedAt\" IS NOT NULL");
        model.Entity<Anonymisation>(row =>
        {
            row.ToTable("anonymisations").HasKey(it => it.Household);
            row.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.AskedBy).HasMaxLength(200);
            row.HasIndex(it => it.DoneAt, "IX_anonymisations_reports").HasFilter("\"DoneAt\" IS NOT NULL AND \"ReportsAt\" IS NULL");
        });
    }
}
