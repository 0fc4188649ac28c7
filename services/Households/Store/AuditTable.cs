using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Households;

/// <summary>How the audit log is stored: plain text and numbers, so that whatever somebody writes into it can be read and told.</summary>
static class AuditTable
{
    public static void Describe(ModelBuilder model) => model.Entity<AuditEntry>(entry =>
    {
        entry.ToTable("audit").HasKey(it => it.Id);
        entry.Property(it => it.Id).HasMaxLength(32);
        entry.Property(it => it.Hash).HasMaxLength(44);
        entry.Property(it => it.Subject).HasMaxLength(200);
        entry.Property(it => it.Roles).HasMaxLength(500);
        entry.Property(it => it.Kind).HasMaxLength(16);
        entry.Property(it => it.Act).HasMaxLength(32);
        entry.Property(it => it.Target).HasMaxLength(200);
        entry.Property(it => it.Area).HasMaxLength(12);
        entry.Property(it => it.Purpose).HasMaxLength(32);
        entry.Property(it => it.Note).HasMaxLength(2_000).HasConversion((ValueConverter)new SealedThroughout<string>(stays: true));
        entry.Property(it => it.Rule).HasMaxLength(100);
        entry.Property(it => it.Detail).HasMaxLength(AuditEntry.MostDetail);
        entry.Property(it => it.Households).HasMaxLength(AuditEntry.MostHouseholds);
        entry.HasIndex(it => it.Number).IsUnique();
        entry.HasIndex(it => it.Id, "IX_audit_loose").HasFilter("\"Number\" IS NULL");
        entry.HasIndex(it => new { it.Area, it.Id });
        entry.HasIndex(it => new { it.Target, it.Id });
        entry.HasIndex(it => new { it.Subject, it.Id });
    });
}
