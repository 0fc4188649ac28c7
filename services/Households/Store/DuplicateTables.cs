using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>How it is stored which households may be one, and which are not; and the keys by which these are found.</summary>
static class DuplicateTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<Household>(household =>
        {
            household.Property(it => it.MergedInto).HasMaxLength(IdForm.Longest);
            household.HasIndex(it => it.AddressHash);
            household.HasIndex(it => it.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL"); // what is pushed writes nothing into it
        });
        model.Entity<Person>().HasIndex(it => it.NameBirthHash);
        model.Entity<Candidate>(pair =>
        {
            pair.ToTable("duplicate_candidates").HasKey(it => new { it.One, it.Other });
            pair.Property(it => it.One).HasMaxLength(IdForm.Longest);
            pair.Property(it => it.Other).HasMaxLength(IdForm.Longest);
            pair.Property(it => it.Area).HasMaxLength(12);
            pair.HasIndex(it => it.Other);
            pair.HasIndex(it => new { it.Score, it.One, it.Other }).IsDescending(true, false, false); // the list, page by page
        });
        model.Entity<DistinctVerdict>(verdict =>
        {
            verdict.ToTable("duplicate_verdicts").HasKey(it => new { it.One, it.Other });
            verdict.Property(it => it.One).HasMaxLength(IdForm.Longest);
            verdict.Property(it => it.Other).HasMaxLength(IdForm.Longest);
            verdict.Property(it => it.Area).HasMaxLength(12);
            verdict.Property(it => it.Reason).HasConversion(new SealedThroughout<string>());
            verdict.Property(it => it.By).HasMaxLength(200);
            verdict.HasIndex(it => it.Other);
        });
        model.Entity<CrowdedKey>(crowd =>
        {
            crowd.ToTable("duplicate_crowds").HasKey(it => it.Id);
            crowd.Property(it => it.Id).HasMaxLength(64);
            crowd.Property(it => it.Kind).HasMaxLength(16);
            crowd.Property(it => it.Area).HasMaxLength(12);
            crowd.Property(it => it.Example).HasMaxLength(IdForm.Longest);
        });
        Run.Describe(model.Entity<DuplicateLook>());
        model.Entity<DuplicateLook>(look =>
        {
            look.ToTable("duplicate_looks");
            look.Property(it => it.Area).HasMaxLength(12);
            look.Property(it => it.AskedBy).HasMaxLength(200);
        });
    }
}
