using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How need rules and their runs are stored.</summary>
static class NeedTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<NeedRuleVersion>(rule =>
        {
            rule.ToTable("need_rules").HasKey(it => it.Number);
            rule.Property(it => it.Number).ValueGeneratedNever();
            rule.Property(it => it.Reason).HasMaxLength(1_000);
            rule.Property(it => it.ProposedBy).HasMaxLength(200);
            rule.Property(it => it.DecidedBy).HasMaxLength(200);
            rule.Property(it => it.State).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken();
            rule.HasIndex(it => it.State, "IX_need_rules_in_force").IsUnique().HasFilter("\"State\" = 'InForce'");
        });
        Run.Describe(model.Entity<Rescoring>());
        model.Entity<Rescoring>(run =>
        {
            run.ToTable("rescorings");
            run.Property(it => it.Last).HasMaxLength(64);
            run.HasIndex(it => it.Rule);
        });
    }
}
