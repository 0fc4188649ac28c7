using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Households;

/// <summary>How exports and their files are stored.</summary>
static class ExportTables
{
    public static void Describe(ModelBuilder model, Sealing sealing)
    {
        Run.Describe(model.Entity<Export>());
        model.Entity<Export>(export =>
        {
            export.ToTable("exports");
            export.Property(it => it.Area).HasMaxLength(12);
            export.Property(it => it.Purpose).HasMaxLength(32);
            export.Property(it => it.Category).HasMaxLength(64);
            export.Property(it => it.Need).HasMaxLength(64);
            export.Property(it => it.Reason).HasConversion(sealing.Converter);
            export.Property(it => it.AskedBy).HasMaxLength(200);
            export.Property(it => it.DecidedBy).HasMaxLength(200);
            export.Property(it => it.Answer).HasConversion((ValueConverter)sealing.Converter); // typed so that it serves what may be null
            export.Property(it => it.Gone).HasMaxLength(100);
            export.Ignore(it => it.Stage);
            export.HasIndex(it => new { it.Area, it.Id });
            export.HasIndex(it => it.ExpiresAt).HasFilter("\"Gone\" IS NULL");
        });
        model.Entity<ExportPart>(part =>
        {
            part.ToTable("export_parts").HasKey(it => new { it.Export, it.Number });
            part.Property(it => it.Export).HasMaxLength(64);
            part.Property(it => it.Number).ValueGeneratedNever();
            part.Property(it => it.First).HasMaxLength(IdForm.Longest);
            part.Property(it => it.Last).HasMaxLength(IdForm.Longest);
            part.Property(it => it.Content).HasConversion(new SealedThroughout<byte[]>());
        });
    }
}
