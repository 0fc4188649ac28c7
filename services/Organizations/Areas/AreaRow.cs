using Contracts;
using Defaults;

namespace Organizations;

/// <summary>One row of <c>areas.csv</c> that can be read; <see cref="Parent"/> is empty where none is named.</summary>
readonly record struct AreaRow(int Line, string Code, AreaLevel Level, string Name, string Parent)
{
    /// <summary>
    /// True for a division that has no parts at this level and stands for them itself: the district of a city without
    /// districts (不设区的市) repeats its city's code and names itself as its parent.
    /// </summary>
    public bool StandsForItsParent => Parent == Code && AreaCode.LevelOf(Code) < Level;

    /// <summary>
    /// Reads a row's cells. Null when its code and level cannot be read, which leaves nothing to know it by;
    /// <paramref name="sound"/> says whether it has no fault at all.
    /// </summary>
    public static AreaRow? Read(CsvRow row, Faults faults, out bool sound)
    {
        var before = faults.Count;
        var code = row.Required("code");
        var name = row.Required("name");
        var known = AreaLevels.TryParse(row.Required("level"), out var level);
        if (!known && row["level"].Length > 0) row.Fault("level", "code-is-known");
        var read = new AreaRow(row.Line, code ?? "", level, name ?? "", row["parent"]);
        var formed = AreaCode.IsWellFormed(code);
        if (code is not null && known && !(formed && FitsItsLevel(read))) row.Fault("code", "area-code-form");
        sound = faults.Count == before;
        return formed && known ? read : null;
    }

    /// <summary>Zeros behind the digits of its level, and none of its own digits all zero unless it stands for its parent.</summary>
    static bool FitsItsLevel(AreaRow row) =>
        AreaCode.At(row.Code, row.Level) == row.Code && (AreaCode.LevelOf(row.Code) == row.Level || row.StandsForItsParent);
}
