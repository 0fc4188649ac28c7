using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Households;

/// <summary>How corrections are stored, who hears of them, and who helps whom.</summary>
static class CorrectionTables
{
    public static void Describe(ModelBuilder model, Sealing sealing)
    {
        model.Ignore<CorrectedField>().Ignore<CorrectionTexts>(); // stand in their correction's row
        model.Entity<Correction>(correction =>
        {
            correction.ToTable("corrections").HasKey(it => it.Id);
            correction.Property(it => it.Id).HasMaxLength(64);
            correction.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            correction.Property(it => it.Area).HasMaxLength(12);
            correction.Property(it => it.Fields).HasConversion(new SealedJson<IReadOnlyList<CorrectedField>>(sealing), Unaltered<IReadOnlyList<CorrectedField>>());
            correction.Property(it => it.Named).HasMaxLength(2_000);
            correction.Property(it => it.Same).HasMaxLength(44);
            correction.Property(it => it.Decider).HasConversion<string>().HasMaxLength(16);
            correction.Property(it => it.Texts).HasConversion(new SealedJson<CorrectionTexts>(sealing), Unaltered<CorrectionTexts>());
            correction.Property(it => it.AskedBy).HasMaxLength(200);
            correction.Property(it => it.RefusedBefore).HasMaxLength(64);
            correction.Property(it => it.State).HasConversion<string>().HasMaxLength(16);
            correction.Property(it => it.DecidedBy).HasMaxLength(200);
            correction.Property(it => it.Answer).HasConversion((ValueConverter)sealing.Converter); // typed so that it serves what may be null
            correction.Property(it => it.Rule).HasMaxLength(100);
            correction.Property(it => it.SupersededBy).HasMaxLength(64);
            correction.Property(it => it.Guards).HasMaxLength(2_000);
            correction.Ignore(it => it.IsWaiting).Ignore(it => it.Guarded);
            correction.HasIndex(it => it.Same).IsUnique().HasFilter("\"State\" IN ('Open', 'Approved')");
            correction.HasIndex(it => new { it.Household, it.State });
            correction.HasIndex(it => it.Household, "IX_corrections_guards").HasFilter("\"Guards\" IS NOT NULL");
            correction.HasIndex(it => new { it.State, it.EffectOn });
            correction.HasIndex(it => new { it.Area, it.Id });
        });
        model.Entity<CorrectionAsker>(asker =>
        {
            asker.ToTable("correction_askers").HasKey(it => new { it.Subject, it.Correction });
            asker.Property(it => it.Correction).HasMaxLength(64);
            asker.Property(it => it.Area).HasMaxLength(12);
            asker.Property(it => it.Subject).HasMaxLength(200);
            asker.HasIndex(it => it.Correction);
        });
        model.Entity<HelperCopy>(helper =>
        {
            helper.ToTable("helpers").HasKey(it => it.Id);
            helper.Property(it => it.Id).HasMaxLength(64);
            helper.Property(it => it.Household).HasMaxLength(IdForm.Longest);
            helper.Property(it => it.Member).HasMaxLength(IdForm.Longest);
            helper.HasIndex(it => new { it.Member, it.Household });
        });
    }

    /// <summary>It is never altered in place: the object itself is its snapshot.</summary>
    static ValueComparer<T> Unaltered<T>() where T : class => new((one, other) => ReferenceEquals(one, other), it => it.GetHashCode(), it => it);
}
