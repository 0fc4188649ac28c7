namespace Households;

/// <summary>Those of a stratum that come first in the order of an audit's seed, whatever order they are offered in.</summary>
sealed class Draw(string seed, int size)
{
    readonly SortedSet<DrawnHousehold> first = new(Comparer<DrawnHousehold>.Create((one, other) =>
        string.CompareOrdinal(one.Order, other.Order) is var by && by != 0 ? by : string.CompareOrdinal(one.Household, other.Household)));

    public IEnumerable<DrawnHousehold> InOrder => first;

    public void Offer(string household, string area)
    {
        first.Add(new DrawnHousehold(AccuracyAudit.Order(seed, household), household, area));
        if (first.Count > size) first.Remove(first.Max);
    }
}

readonly record struct DrawnHousehold(string Order, string Household, string Area);
