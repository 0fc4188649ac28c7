using Contracts;
using Defaults;

namespace Households;

/// <summary>A row of <c>households.csv</c>.</summary>
static class HouseholdRow
{
    public static readonly Columns Columns = Columns.Of(
        "id", "head", "id_number", "phone", "area", "address", "longitude", "latitude", "crs", "categories", "needs", "as_of");

    /// <summary>What the row says, or null with every fault of it named. ID number, phone, address and position may be empty.</summary>
    public static HouseholdEntry? Read(CsvRow row, Faults faults, Communities communities, DateOnly today)
    {
        var before = faults.Count;
        var id = row.Id("id");
        var head = row.Required("head");
        var idNumber = EntryRules.IdNumber(row["id_number"], today, rule => row.Fault("id_number", rule));
        var phone = EntryRules.Phone(row["phone"], rule => row.Fault("phone", rule));
        var area = row.Required("area");
        if (area is not null && communities.Check(area) is { } broken) row.Fault("area", broken);
        var place = ReadPlace(row);
        var categories = row.Codes("categories", Codes.Categories);
        var needs = row.Codes("needs", Codes.Needs);
        var asOf = row.Date("as_of");
        EntryRules.Date(asOf, rule => row.Fault("as_of", rule));
        if (asOf > today) row.Fault("as_of", "as-of-not-in-future");
        return faults.Count > before
            ? null
            : new HouseholdEntry(
                id!, area!, EntryRules.OrNull(row["address"]), place, needs, categories, asOf!.Value, [PersonEntry.Head(head!, idNumber, phone)]);
    }

    /// <summary>The position as declared; the list's own rules decide whether it is one.</summary>
    static Place? ReadPlace(CsvRow row)
    {
        if (row.Position() is null || !CrsNames.TryParse(row["crs"], out var crs)) return null;
        return new Place(EntryRules.Degrees(row["longitude"]), EntryRules.Degrees(row["latitude"]), crs);
    }
}
