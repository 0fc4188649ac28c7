using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How published figures are stored: a row an area, month and kind, found by its key.</summary>
static class StatisticTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<AreaFigures>(figures =>
        {
            figures.ToTable("area_figures").HasKey(it => new { it.Month, it.Of, it.Area });
            figures.Property(it => it.Of).HasMaxLength(16);
            figures.Property(it => it.Area).HasMaxLength(12);
        });
        model.Entity<CountedMonth>().ToTable("counted_months").HasKey(it => it.Month);
    }
}
