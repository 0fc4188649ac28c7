namespace Households;

/// <summary>What a household keeps for finding those that are the same, and what becomes of it when it was one of two.</summary>
sealed partial class Household
{
    /// <summary>Of community and address, 0 where there is no address; null for what was entered before there was such a hash, until <see cref="MakeKeys"/> has made it, of its persons too.</summary>
    public long? AddressHash { get; private set; }

    /// <summary>The household that it turned out to be (并入): where a chain of these ends. Null once it has come back.</summary>
    public string? MergedInto { get; private set; }

    /// <summary>What it is, a merge has made of it, and nobody has said anything of it since.</summary>
    public bool IsJustMerged => Active && Origin.StartsWith("merge/", StringComparison.Ordinal);

    /// <summary>Takes over what a merge with another makes of it; a change even where the other had nothing to add.</summary>
    public void Absorb(HouseholdEntry entry, NeedRule rule, Keys keys, Source source)
    {
        var before = State();
        Apply(entry, everyone: true, keys);
        Score(rule);
        Keep(before, source);
        Changed(entry.AsOf, said: null, source);
    }

    /// <summary>Ends, since it is that household.</summary>
    public void MergeInto(string household, DateOnly on, Source source)
    {
        End("merged", on, source);
        MergedInto = household;
    }

    void HashAddress(Keys keys)
    {
        if (AddressHash is not null || Version == 0) AddressHash = keys.Address(Area, Address);
    }
}
