namespace Contracts;

/// <summary>The coordinate reference systems (坐标系) in which lists declare positions.</summary>
public enum Crs
{
    /// <summary>What satellite receivers give, and what everything here is computed in.</summary>
    Wgs84,

    /// <summary>What Chinese maps show (火星坐标): WGS-84 shifted by 50–500 m.</summary>
    Gcj02,

    /// <summary>Baidu's maps: GCJ-02 shifted once more.</summary>
    Bd09,

    /// <summary>The national geodetic system of 2000 (2000 国家大地坐标系).</summary>
    Cgcs2000,
}

/// <summary>The systems as lists name them.</summary>
public static class CrsNames
{
    static readonly string[] names = ["WGS-84", "GCJ-02", "BD-09", "CGCS2000"];

    public static string Name(Crs crs) => names[(int)crs];

    /// <summary>These exact names in any case; empty means WGS-84.</summary>
    public static bool TryParse(string? text, out Crs crs)
    {
        crs = Crs.Wgs84;
        if (string.IsNullOrEmpty(text))
            return true;
        var index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
            return false;
        crs = (Crs)index;
        return true;
    }
}
