using Defaults;

namespace Organizations;

/// <summary>What a list makes of the divisions that are stored; what it says is true from a day on.</summary>
sealed class AreaChanges(DateOnly on)
{
    readonly List<Area> made = [];

    public IReadOnlyList<Area> Made => made;
    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }

    /// <summary>Whether the row says what is stored.</summary>
    public static bool Says(AreaRow row, Area area) =>
        area.ValidTo is null && area.Name == row.Name && (area.Parent ?? "") == row.Parent;

    public void Take(AreaRow row, Area? stored)
    {
        if (stored is not null && Says(row, stored))
        {
            Unchanged++;
            return;
        }
        if (stored is null) Added++;
        else Changed++;
        made.Add(new Area
        {
            Code = row.Code,
            Level = row.Level,
            Name = row.Name,
            Parent = row.Parent.Length == 0 ? null : row.Parent,
            ValidFrom = stored?.ValidFrom ?? on,
            Version = (stored?.Version ?? 0) + 1,
        });
    }

    /// <summary>Ends a division (撤销). One that began on that day or later cannot end on it.</summary>
    public void End(Area area, Faults faults)
    {
        if (area.ValidFrom >= on)
        {
            faults.Add(0, "on", "area-ends-after-it-begins");
            return;
        }
        Changed++;
        made.Add(new Area
        {
            Code = area.Code,
            Level = area.Level,
            Name = area.Name,
            Parent = area.Parent,
            ValidFrom = area.ValidFrom,
            ValidTo = on,
            Version = area.Version + 1,
        });
    }
}
