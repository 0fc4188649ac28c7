using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Households;

/// <summary>How notices are stored, and what households have said about their consent.</summary>
static class ConsentTables
{
    public static void Describe(ModelBuilder model, Sealing sealing)
    {
        model.Entity<Notice>(notice =>
        {
            notice.ToTable("notices").HasKey(it => it.Number);
            notice.Property(it => it.Number).ValueGeneratedNever();
            notice.Property(it => it.Chinese).HasMaxLength(Notice.MostText);
            notice.Property(it => it.English).HasMaxLength(Notice.MostText);
            notice.Property(it => it.ProposedBy).HasMaxLength(200);
            notice.Property(it => it.AdoptedBy).HasMaxLength(200);
        });
        // Both are found by their keys alone, beginning with a household.
        model.Entity<ConsentRecord>(record =>
        {
            record.ToTable("consent_records").HasKey(it => new { it.Household, it.Number });
            record.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            record.Property(it => it.Number).ValueGeneratedNever();
            record.Property(it => it.Scope).HasMaxLength(32);
            record.Property(it => it.Outcome).HasConversion<string>().HasMaxLength(16);
            record.Property(it => it.Means).HasConversion<string>().HasMaxLength(16);
            record.Property(it => it.RecordedBy).HasMaxLength(200);
            record.Property(it => it.Evidence).HasConversion((ValueConverter)sealing.Converter); // typed so that it serves what may be null
            record.Property(it => it.SaidBy).HasMaxLength(IdForm.Longest);
        });
        model.Entity<ConsentStanding>(standing =>
        {
            standing.ToTable("consent_standings").HasKey(it => new { it.Household, it.Scope });
            standing.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            standing.Property(it => it.Scope).HasMaxLength(32);
            standing.Property(it => it.Outcome).HasConversion<string>().HasMaxLength(16);
            standing.Ignore(it => it.IsGiven);
        });
    }
}
