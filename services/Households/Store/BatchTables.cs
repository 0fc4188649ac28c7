using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How pushes, and what they leave to be looked at, are stored.</summary>
static class BatchTables
{
    public static void Describe(ModelBuilder model)
    {
        Run.Describe(model.Entity<Batch>());
        model.Entity<Batch>(batch =>
        {
            batch.ToTable("batches");
            batch.Property(it => it.Area).HasMaxLength(12);
            batch.Property(it => it.Source).HasMaxLength(IdForm.Longest);
            batch.Property(it => it.Number).HasMaxLength(IdForm.Longest);
            batch.Property(it => it.Line).HasMaxLength(2 * IdForm.Longest);
            batch.Property(it => it.Mode).HasConversion<string>().HasMaxLength(16);
            batch.Property(it => it.Form).HasConversion<string>().HasMaxLength(16);
            batch.Property(it => it.Ending).HasConversion<string>().HasMaxLength(16);
            batch.Property(it => it.PushedBy).HasMaxLength(200);
            batch.Property(it => it.DecidedBy).HasMaxLength(200);
            batch.HasIndex(it => new { it.Area, it.Source, it.Number }).IsUnique();
            batch.HasIndex(it => new { it.Line, it.QueuedAt });
        });
        model.Entity<BatchPart>(part =>
        {
            part.ToTable("batch_parts").HasKey(it => new { it.Batch, it.Number });
            part.Property(it => it.Batch).HasMaxLength(64);
            part.Property(it => it.Number).ValueGeneratedNever();
            part.Property(it => it.Hash).HasMaxLength(44);
            part.Property(it => it.Content).HasConversion(new SealedThroughout<byte[]>());
        });
        model.Entity<BatchStretch>(stretch =>
        {
            stretch.ToTable("batch_stretches").HasKey(it => new { it.Batch, it.First });
            stretch.Property(it => it.Batch).HasMaxLength(64);
            stretch.Property(it => it.First).ValueGeneratedNever();
            stretch.Property(it => it.Content).HasConversion(new SealedThroughout<byte[]>());
        });
        model.Entity<MissingHousehold>(missing =>
        {
            missing.ToTable("batch_missing").HasKey(it => new { it.Batch, it.Household });
            missing.Property(it => it.Batch).HasMaxLength(64);
            missing.Property(it => it.Household).HasMaxLength(64);
            missing.Property(it => it.Area).HasMaxLength(12);
            missing.HasIndex(it => it.Household);
        });
        model.Entity<ParkedRow>(row =>
        {
            row.ToTable("parked_rows").HasKey(it => it.Id);
            row.Property(it => it.Id).HasMaxLength(64);
            row.Property(it => it.Batch).HasMaxLength(64);
            row.Property(it => it.Household).HasMaxLength(64);
            row.Property(it => it.Area).HasMaxLength(12);
            row.Property(it => it.Rule).HasMaxLength(100);
            row.Property(it => it.Entry).HasConversion(new SealedThroughout<string>());
            row.Property(it => it.Said).HasMaxLength(44);
            row.Property(it => it.DecidedBy).HasMaxLength(200);
            row.Property(it => it.Reason).HasMaxLength(1_000);
            row.HasIndex(it => it.Household);
            row.HasIndex(it => it.Said);
            row.HasIndex(it => it.DecidedAt).HasFilter("\"DecidedAt\" IS NOT NULL");
            row.HasIndex(it => new { it.Area, it.Id });
        });
    }
}
