using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Defaults;

/// <summary>A fact accepted and not yet told to everyone who hears it.</summary>
sealed class OutboxRow
{
    /// <summary>The delivery's identifier, in order of time; hearers remember it in their inbox.</summary>
    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public required DateTime At { get; init; }
    public string? TraceParent { get; init; }
    public int Attempts { get; set; }
    public DateTime? NotBefore { get; set; }
    public DateTime? ParkedAt { get; set; }

    public static void Describe(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("outbox").HasKey(it => it.Id);
        row.Property(it => it.Type).HasMaxLength(200);
        row.HasIndex(it => new { it.ParkedAt, it.Id });
    }
}

/// <summary>A fact taken in by one of its hearers: the second delivery finds this row and does nothing.</summary>
sealed class InboxRow
{
    public required Guid Message { get; init; }
    public required string Hearer { get; init; }
    public required DateTime At { get; init; }

    public static void Describe(EntityTypeBuilder<InboxRow> row)
    {
        row.ToTable("inbox").HasKey(it => new { it.Message, it.Hearer });
        row.Property(it => it.Hearer).HasMaxLength(200);
        row.HasIndex(it => it.At);
    }
}
