namespace Organizations;

/// <summary>Kinds of party organizations (党组织).</summary>
enum UnitKind
{
    /// <summary>机关.</summary>
    Organ,

    /// <summary>社区.</summary>
    Community,

    /// <summary>街道, 乡镇.</summary>
    Street,

    /// <summary>系统.</summary>
    System,

    /// <summary>企业.</summary>
    Enterprise,

    /// <summary>事业单位.</summary>
    Institution,
}

/// <summary>The kinds as lists and wires name them: lower case.</summary>
static class UnitKinds
{
    static readonly string[] names = ["organ", "community", "street", "system", "enterprise", "institution"];

    public static string Name(UnitKind kind) => names[(int)kind];

    public static bool TryParse(string? text, out UnitKind kind)
    {
        var index = Array.IndexOf(names, text);
        kind = index < 0 ? UnitKind.Organ : (UnitKind)index;
        return index >= 0;
    }
}
