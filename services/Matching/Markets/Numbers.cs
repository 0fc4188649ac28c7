namespace Matching;

static class Numbers
{
    /// <summary>0, 1, 2 … as many as asked for.</summary>
    public static int[] UpTo(int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }

    /// <summary>Nobody's index, −1, as often as asked for.</summary>
    public static int[] Nobody(int count)
    {
        var nobody = new int[count];
        Array.Fill(nobody, -1);
        return nobody;
    }

    /// <summary>Where each index of all stands among some, or −1.</summary>
    public static int[] Inverse(int[] some, int all)
    {
        var at = Nobody(all);
        for (var i = 0; i < some.Length; i++) at[some[i]] = i;
        return at;
    }
}
