using System.Numerics;
using System.Text;

namespace Matching;

/// <summary>The ids of one side by index.</summary>
sealed class Ids
{
    readonly byte[] text;
    readonly int[] start;
    int[]? table; // made when first asked; made twice by two threads it is the same

    internal Ids(byte[] text, int[] start) => (this.text, this.start) = (text, start);

    public int Count => start.Length - 1;

    public string this[int index] => Encoding.UTF8.GetString(Bytes(index));

    public ReadOnlySpan<byte> Bytes(int index) => text.AsSpan(start[index], start[index + 1] - start[index]);

    /// <summary>The index of an id, or −1.</summary>
    public int Find(string id)
    {
        // An id of 64 characters has 256 bytes at most; anything longer is nobody's.
        Span<byte> room = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(id, room, out var length)) return -1;
        ReadOnlySpan<byte> wanted = room[..length];
        var places = table ??= Table();
        for (var at = Hash(wanted) & (places.Length - 1); places[at] != 0; at = (at + 1) & (places.Length - 1))
            if (Bytes(places[at] - 1).SequenceEqual(wanted)) return places[at] - 1;
        return -1;
    }

    /// <summary>Lets go of what only finding needs: eight bytes an id.</summary>
    public void ForgetTable() => table = null;

    /// <summary>Open addressing, at most half full; an entry is an index and 1.</summary>
    int[] Table()
    {
        var made = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * Count + 1))];
        for (var index = 0; index < Count; index++)
        {
            var at = Hash(Bytes(index)) & (made.Length - 1);
            while (made[at] != 0) at = (at + 1) & (made.Length - 1);
            made[at] = index + 1;
        }
        return made;
    }

    static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}

/// <summary>Takes ids in any order and puts them in the order of their bytes.</summary>
sealed class IdRoll
{
    const int LongestId = 64;
    readonly List<int> start = [0];
    byte[] text = new byte[1 << 12];

    public int Count => start.Count - 1;

    public string this[int position] => Encoding.UTF8.GetString(Bytes(position));

    /// <summary>Adds an id, or answers the rule that it breaks (an empty entry then keeps the positions right).</summary>
    public string? Add(string id)
    {
        var broken = Broken(id);
        var end = start[^1];
        if (broken is null)
        {
            var most = checked(end + Encoding.UTF8.GetMaxByteCount(id.Length));
            if (most > text.Length) Array.Resize(ref text, (int)Math.Min(Array.MaxLength, Math.Max(most, 2L * text.Length)));
            end += Encoding.UTF8.GetBytes(id, text.AsSpan(end));
        }
        start.Add(end);
        return broken;
    }

    /// <summary>The positions of the ids as they came, in the order of their bytes; equal ids in the order in which they came.</summary>
    public int[] Sorted()
    {
        var order = new int[Count];
        var prefix = new ulong[Count];
        var shared = SharedPrefix();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            prefix[i] = Eight(Bytes(i)[Math.Min(shared, Bytes(i).Length)..]);
        }
        KeySort.Sort(prefix, order);
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && prefix[to] == prefix[from];) to++;
            if (to - from > 1) order.AsSpan(from, to - from).Sort(Compare);
        }
        return order;
    }

    /// <summary>Whether two ids, by the positions at which they came, are the same.</summary>
    public bool Same(int one, int other) => Bytes(one).SequenceEqual(Bytes(other));

    public Ids InOrder(int[] order)
    {
        var sorted = new byte[start[^1]];
        var begins = new int[Count + 1];
        for (var i = 0; i < order.Length; i++)
        {
            var bytes = Bytes(order[i]);
            bytes.CopyTo(sorted.AsSpan(begins[i]));
            begins[i + 1] = begins[i] + bytes.Length;
        }
        return new(sorted, begins);
    }

    static string? Broken(string id)
    {
        if (id.Length == 0) return "id-is-not-empty";
        var characters = 0;
        for (var i = 0; i < id.Length; i++, characters++)
        {
            if (char.IsControl(id[i])) return "id-has-no-control-characters";
            if (!char.IsSurrogate(id[i])) continue;
            if (i + 1 == id.Length || !char.IsSurrogatePair(id[i], id[i + 1])) return "id-is-text";
            i++;
        }
        return characters > LongestId ? "id-is-at-most-64-characters" : null;
    }

    ReadOnlySpan<byte> Bytes(int position) => text.AsSpan(start[position], start[position + 1] - start[position]);

    int Compare(int one, int other)
    {
        var order = Bytes(one).SequenceCompareTo(Bytes(other));
        return order != 0 ? order : one.CompareTo(other);
    }

    int SharedPrefix()
    {
        if (Count == 0) return 0;
        var first = Bytes(0);
        var shared = first.Length;
        for (var i = 1; i < Count && shared > 0; i++) shared = Math.Min(shared, first.CommonPrefixLength(Bytes(i)));
        return shared;
    }

    // A shorter id sorts first, as zero bytes would: no id holds a zero byte, for that is a control character.
    static ulong Eight(ReadOnlySpan<byte> bytes)
    {
        ulong key = 0;
        for (var i = 0; i < 8; i++) key = key << 8 | (i < bytes.Length ? bytes[i] : (byte)0);
        return key;
    }
}
