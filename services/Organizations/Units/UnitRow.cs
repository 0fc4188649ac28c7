using Contracts;
using Defaults;

namespace Organizations;

/// <summary>What a list or a request says of one party organization.</summary>
/// <param name="Line">where the row begins, 0 in a request</param>
sealed record UnitRow(
    int Line, string Id, string Name, UnitKind Kind, string Area, string? Parent, Coordinates? Position, Crs Crs, int Seats, string? Secretary)
{
    public const int MostSeats = 20;

    public static readonly Columns Columns =
        Columns.Of("id", "name", "kind", "area").With("parent", "longitude", "latitude", "crs", "seats", "secretary");

    /// <summary>Reads a row's cells; null when it has no id, which leaves nothing to know it by.</summary>
    public static UnitRow? Read(CsvRow row, Faults faults, out bool sound)
    {
        var before = faults.Count;
        var id = row.Id("id");
        var name = row.Required("name");
        var known = UnitKinds.TryParse(row.Required("kind"), out var kind);
        if (!known && row["kind"].Length > 0) row.Fault("kind", "code-is-known");
        var area = row.Required("area");
        var position = row.Position();
        var declared = CrsNames.TryParse(row["crs"], out var crs);
        if (!declared && row["longitude"].Length + row["latitude"].Length == 0) row.Fault("crs", "code-is-known"); // else said with the position
        var seats = row.Number("seats", 1, MostSeats, empty: 1, "seats-from-1-to-20");
        var read = new UnitRow(row.Line, id ?? "", name ?? "", kind, area ?? "", OrNull(row["parent"]), position, crs, seats ?? 1, OrNull(row["secretary"]));
        sound = faults.Count == before;
        return id is null ? null : read;
    }

    static string? OrNull(string text) => text.Length == 0 ? null : text;
}
