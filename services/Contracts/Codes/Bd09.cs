namespace Contracts;

/// <summary>The shift from GCJ-02 to BD-09, by the formula in common use.</summary>
static class Bd09
{
    const double waves = Math.PI * 3000 / 180;

    public static Coordinates Shift(Coordinates gcj02)
    {
        var (x, y) = gcj02;
        var radius = Math.Sqrt(x * x + y * y) + 0.00002 * Math.Sin(y * waves);
        var angle = Math.Atan2(y, x) + 0.000003 * Math.Cos(x * waves);
        return new(radius * Math.Cos(angle) + 0.0065, radius * Math.Sin(angle) + 0.006);
    }
}
