using Contracts;
using Defaults;

namespace Households;

/// <summary>A row of <c>households.csv</c>.</summary>
static class HouseholdRow
{
    public static readonly Columns Columns = Columns.Of(
        "id", "head", "id_number", "phone", "area", "address", "longitude", "latitude", "crs", "categories", "needs", "as_of");

    /// <summary>What the row says, or null with every fault of it named. ID number, phone, address and position may be empty.</summary>
    public static HouseholdEntry? Read(CsvRow row, Faults faults, Communities communities, CodeLists codes, DateOnly today)
    {
        var before = faults.Count;
        var id = row.Id("id");
        if (id is not null && EntryRules.TellsWho(id, today)) row.Fault("id", "id-tells-nobody");
        var head = row.Required("head");
        var idNumber = EntryRules.IdNumber(row["id_number"], today, rule => row.Fault("id_number", rule));
        var phone = EntryRules.Phone(row["phone"], rule => row.Fault("phone", rule));
        var area = row.Required("area");
        if (area is not null && communities.Check(area) is { } broken) row.Fault("area", broken);
        var place = ReadPlace(row);
        var categories = Aid.InOrder(row.Codes("categories", codes.Categories.Codes));
        var needs = Aid.InOrder(row.Codes("needs", codes.Needs.Codes));
        var asOf = row.Date("as_of");
        EntryRules.Date(asOf, rule => row.Fault("as_of", rule));
        if (asOf > today) row.Fault("as_of", "as-of-not-in-future");
        return faults.Count > before
            ? null
            : new HouseholdEntry(
                id!, area!, EntryRules.OrNull(row["address"]), place, needs, categories, asOf!.Value, [PersonEntry.Head(head!, idNumber, phone)]);
    }

    /// <summary>As <see cref="Read"/>, of a row that may also say that the household has left the database.</summary>
    public static HouseholdEntry? ReadPushed(CsvRow row, Faults faults, Communities communities, CodeLists codes, DateOnly today)
    {
        var entry = Read(row, faults, communities, codes, today);
        if (row["ended_on"].Length == 0 && row["end_reason"].Length == 0) return entry;
        var before = faults.Count;
        var (on, reason) = (row.Date("ended_on"), row.Required("end_reason"));
        if (on is null || reason is null || entry is null) return null;
        var end = new EndInput(reason, on.Value);
        EntryRules.PushedEnd(end, entry.AsOf, (field, rule) => row.Fault(field == "on" ? "ended_on" : "end_reason", rule));
        return faults.Count > before ? null : entry with { End = end };
    }

    /// <summary>The position as declared; the list's own rules decide whether it is one.</summary>
    static Place? ReadPlace(CsvRow row)
    {
        if (row.Position() is null || !CrsNames.TryParse(row["crs"], out var crs)) return null;
        return new Place(EntryRules.Degrees(row["longitude"]), EntryRules.Degrees(row["latitude"]), crs);
    }
}
