using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Matching;

/// <summary>
/// The points of tiles eight at a time, a bit each, in the order of their tiles. Distances in single precision and rounded to
/// the safe side: they may only let in too much, and what they let in is measured in whole numbers.
/// </summary>
sealed class TilePoints
{
    /// <summary>How many are compared at a time.</summary>
    public const int Lanes = 8;

    // More than all roundings of single precision in a square.
    const float Slack = 1 + 2e-6f;

    readonly int[] x, y, z;

    public TilePoints(Tiles tiles, Place[] places, Crew crew)
    {
        var padded = Padded(tiles.Points.Length);
        (x, y, z) = (new int[padded], new int[padded], new int[padded]);
        crew.Split(tiles.Points.Length, (_, from, to) =>
        {
            for (var at = from; at < to; at++) (x[at], y[at], z[at]) = places[tiles.Points[at]];
        });
    }

    /// <summary>Room for so many, and for a vector that is read at any of them.</summary>
    public static int Padded(int points) => points + Lanes;

    /// <summary>As many as are left of a tile, eight at most.</summary>
    public static uint First(int points) => points >= Lanes ? 0xFF : (1u << points) - 1;

    /// <summary>The squares of how far those from one on are from a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Away(int at, Place from)
    {
        var dx = Vector256.ConvertToSingle(Vector256.Create(x, at) - Vector256.Create(from.X));
        var dy = Vector256.ConvertToSingle(Vector256.Create(y, at) - Vector256.Create(from.Y));
        var dz = Vector256.ConvertToSingle(Vector256.Create(z, at) - Vector256.Create(from.Z));
        return dx * dx + dy * dy + dz * dz;
    }

    /// <summary>Those that are nearer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Nearer(Vector256<float> away, Vector256<float> than) =>
        (Vector256.LessThan(away, than * than * Vector256.Create(Slack)) & Vector256.GreaterThan(than, Vector256<float>.Zero)).ExtractMostSignificantBits();
}
