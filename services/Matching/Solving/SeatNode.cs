using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Matching;

/// <summary>
/// A node of the k-d tree, 32 bytes, so that two sisters share a cache line. Single precision, rounded to the safe side:
/// it may only rule out.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
struct SeatNode
{
    public float West, East, South, North;

    /// <summary>The least that a seat below adds to what an asker thinks of it.</summary>
    public float Penalty;

    /// <summary>The worst cost that a seat below still accepts.</summary>
    public float Accepts;

    /// <summary>The first of two children, which lie side by side; of a leaf its first entry.</summary>
    public int Link;

    /// <summary>Entries of a leaf; 0 for a node with children.</summary>
    public int Count;

    /// <summary>Whether it is a point in the plane.</summary>
    public readonly bool IsFlat => West == East && South == North;

    /// <summary>Whether a seat below may be within the radius of an asker, cost it no more than this, and accept it.</summary>
    /// <param name="away">the square of the distance to the box</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MayOffer(float u, float v, float ask, float give, float radius, out float away)
    {
        var du = float.MaxNative(float.MaxNative(West - u, u - East), 0);
        var dv = float.MaxNative(float.MaxNative(South - v, v - North), 0);
        away = du * du + dv * dv;
        var reach = float.MinNative(float.MinNative(ask - Penalty, Accepts + give), radius);
        return reach >= 0 && away <= reach * reach;
    }
}
