using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How the coded lists are stored: some dozens of rows, always read whole.</summary>
static class ReferenceTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Ignore<CodeTerms>(); // stand in their code's row
        model.Entity<ReferenceCode>(code =>
        {
            code.ToTable("reference_codes").HasKey(it => new { it.List, it.Code });
            code.Property(it => it.List).HasMaxLength(16);
            code.Property(it => it.Code).HasMaxLength(32);
            code.Property(it => it.Chinese).HasMaxLength(40);
            code.Property(it => it.English).HasMaxLength(40);
            code.Property(it => it.Authority).HasMaxLength(40);
            code.Property(it => it.Parent).HasMaxLength(32);
        });
    }
}
