namespace Local;

/// <summary>
/// Randomness that is the same on every machine and runtime: xoshiro256** (Blackman and Vigna), seeded by splitmix64
/// as its authors advise. Only integer and basic floating-point operations, which are exact everywhere.
/// </summary>
sealed class SeededRandom
{
    ulong a, b, c, d;

    /// <summary>A stream of its own for each <paramref name="purpose"/>, so that one list's length leaves the others as they were.</summary>
    public SeededRandom(ulong seed, string purpose)
    {
        var state = seed;
        foreach (var letter in purpose)
            state = (state ^ letter) * 0x100000001B3;
        (a, b, c, d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>From a state of its own, as the authors' published sequence has it.</summary>
    public SeededRandom(ulong a, ulong b, ulong c, ulong d) => (this.a, this.b, this.c, this.d) = (a, b, c, d);

    public ulong Next()
    {
        var result = ulong.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1, each equally likely.</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var least = (ulong)-count % (ulong)count;
        while (true)
        {
            var high = Math.BigMul(Next(), (ulong)count, out var low);
            if (low >= least)
                return (int)high;
        }
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0 up to, not including, 1, in steps of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>
    /// Mean 0, deviation 1: twelve uniform numbers added (Irwin–Hall), never beyond 6. The textbook transforms need
    /// logarithms, whose last digit differs between C libraries.
    /// </summary>
    public double Gaussian()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>An index, each as likely as its share of the last of the running totals.</summary>
    public int Weighted(IReadOnlyList<int> runningTotals)
    {
        var drawn = Below(runningTotals[^1]);
        var (low, high) = (0, runningTotals.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (drawn < runningTotals[middle])
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// <summary><paramref name="count"/> different numbers below <paramref name="of"/>, in ascending order.</summary>
    public int[] Sample(int count, int of)
    {
        var chosen = new List<int>(count);
        // Selection sampling: each number is taken with just the probability that fills what is still wanted.
        for (var i = 0; i < of && chosen.Count < count; i++)
        {
            if (Below(of - i) < count - chosen.Count)
                chosen.Add(i);
        }
        return [.. chosen];
    }

    static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
