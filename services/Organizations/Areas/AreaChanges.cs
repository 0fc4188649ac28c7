namespace Organizations;

/// <summary>What a list makes of the divisions that are stored; what it says is true from a day on.</summary>
/// <param name="today">names and parents are stored for the present only, so they change today at the latest</param>
sealed class AreaChanges(DateOnly on, DateOnly today, AreaList list)
{
    readonly List<Area> made = [];

    public IReadOnlyList<Area> Made => made;
    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }

    /// <param name="stored">the division's latest period</param>
    /// <param name="own">whether the caller answers for it; what lies above the caller's area stays as it is stored</param>
    public void Take(AreaRow row, Area? stored, bool own)
    {
        if (stored is null)
        {
            Added++;
            made.Add(new Area { Code = row.Code, Level = row.Level, Name = row.Name, Parent = row.Parent.Length == 0 ? null : row.Parent, ValidFrom = on, Version = 1 });
        }
        else if (Says(row, stored)) Unchanged++;
        else if (!own)
        {
            Unchanged++;
            list.Warnings.Add(row.Line, "name", "area-is-stored-otherwise");
        }
        else if (on > today) list.Faults.Add(row.Line, "on", "area-changes-today-at-the-latest");
        else
        {
            Changed++;
            // What was abolished and is restored (恢复) begins again; the time between stays a gap.
            made.Add(Next(stored, row.Name, row.Parent.Length == 0 ? stored.Parent : row.Parent, from: stored.ValidTo <= on ? on : stored.ValidFrom, to: null));
        }
    }

    /// <summary>Ends a division (撤销). One that began on that day or later cannot end on it.</summary>
    public void End(Area area)
    {
        if (area.ValidFrom >= on)
        {
            list.Faults.Add(0, "on", "area-ends-after-it-begins");
            return;
        }
        Changed++;
        made.Add(Next(area, area.Name, area.Parent, area.ValidFrom, to: on));
    }

    /// <summary>Whether the row says what is stored; an empty cell says nothing of the parent.</summary>
    static bool Says(AreaRow row, Area area) =>
        area.ValidTo is null && area.Name == row.Name && (row.Parent.Length == 0 || area.Parent == row.Parent);

    static Area Next(Area area, string name, string? parent, DateOnly from, DateOnly? to) =>
        area with { Name = name, Parent = parent, ValidFrom = from, ValidTo = to, Version = area.Version + 1 };
}
