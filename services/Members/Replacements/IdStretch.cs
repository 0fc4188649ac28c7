namespace Members;

/// <summary>Households behind one id and up to another; null for the end.</summary>
sealed record IdStretch(string After, string? Until)
{
    public IQueryable<HouseholdCopy> Of(IQueryable<HouseholdCopy> rows)
    {
        rows = rows.Where(it => it.Id.CompareTo(After) > 0);
        return Until is null ? rows : rows.Where(it => it.Id.CompareTo(Until) <= 0);
    }

    public IQueryable<Pairing> Of(IQueryable<Pairing> rows)
    {
        rows = rows.Where(it => it.Household.CompareTo(After) > 0);
        return Until is null ? rows : rows.Where(it => it.Household.CompareTo(Until) <= 0);
    }

    public IQueryable<Waiting> Of(IQueryable<Waiting> rows)
    {
        rows = rows.Where(it => it.Household.CompareTo(After) > 0);
        return Until is null ? rows : rows.Where(it => it.Household.CompareTo(Until) <= 0);
    }
}
