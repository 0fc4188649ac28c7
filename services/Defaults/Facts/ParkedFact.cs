using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Defaults;

/// <summary>
/// A message that could not be taken, set aside with the reason so that the others pass. An administrator has it taken
/// again; the row stays, and says who did.
/// </summary>
sealed class ParkedFact
{
    /// <summary>The delivery's identifier.</summary>
    public required Guid Id { get; init; }
    public required string Type { get; init; }

    /// <summary>As it came: it may be no JSON, or hold what the store's texts cannot.</summary>
    public required byte[] Body { get; init; }

    /// <summary>A rule's name; what failed inside, without any of its values.</summary>
    public required string Why { get; init; }
    public required DateTime At { get; init; }
    public string? TraceParent { get; init; }
    public DateTime? TakenAt { get; init; }
    public string? TakenBy { get; init; }

    public static void Describe(EntityTypeBuilder<ParkedFact> row)
    {
        row.ToTable("parked").HasKey(it => it.Id);
        row.Property(it => it.Type).HasMaxLength(200);
        row.Property(it => it.Why).HasMaxLength(200);
        row.Property(it => it.TakenBy).HasMaxLength(200);
        row.HasIndex(it => new { it.TakenAt, it.Id });
    }
}
