using System.Text;
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

    /// <summary>Until then it is in the hands of one replica's relay. One that dies lets it lapse.</summary>
    public DateTime? LeasedUntil { get; init; }

    public Delivery AsDelivery(string? trace) => new(Id, Type, Encoding.UTF8.GetBytes(Body), trace);

    public static void Describe(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("outbox").HasKey(it => it.Id);
        row.Property(it => it.Type).HasMaxLength(200);
    }
}

/// <summary>A fact taken in: the second delivery finds this row and does nothing. Kept as long as <see cref="Upkeep{TStore}"/> says.</summary>
sealed class InboxRow
{
    public required Guid Message { get; init; }
    public required DateTime At { get; init; }

    public static void Describe(EntityTypeBuilder<InboxRow> row)
    {
        row.ToTable("inbox").HasKey(it => it.Message);
        row.HasIndex(it => it.At);
    }
}
