using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How it is stored what households were, and what was said of days past.</summary>
static class HistoryTables
{
    public static void Describe(ModelBuilder model, Sealing sealing)
    {
        model.Entity<FormerState>(former =>
        {
            former.ToTable("former_states").HasKey(it => new { it.Household, it.Version });
            former.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            former.Property(it => it.Version).ValueGeneratedNever();
            former.Property(it => it.Area).HasMaxLength(12);
            former.Property(it => it.Days).HasMaxLength(SaidDays.Length * SaidDays.Most);
            former.Property(it => it.Origin).HasMaxLength(200);
            former.Property(it => it.State).HasConversion(new SealedJson<HouseholdState>(sealing));
        });
        model.Entity<LateStatement>(late =>
        {
            late.ToTable("late_statements").HasKey(it => new { it.Household, it.Day, it.Said });
            late.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            late.Property(it => it.Said).HasMaxLength(44);
            late.Property(it => it.Area).HasMaxLength(12);
            late.Property(it => it.Origin).HasMaxLength(200);
            late.Property(it => it.Entry).HasConversion(new SealedJson<HouseholdEntry>(sealing));
        });
    }
}
