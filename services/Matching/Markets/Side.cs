namespace Matching;

/// <summary>One side of a market in flat arrays, numbered along the curve.</summary>
sealed class Side
{
    public required Ids Ids { get; init; }

    /// <summary>Everyone, in the order of the ids (by their UTF-8 bytes).</summary>
    public required int[] ById { get; init; }

    /// <summary>Where each stands in the order of the ids, by which equals are told apart.</summary>
    public required int[] IdOrder { get; init; }

    public required Place[] Places { get; init; }

    /// <summary>Needs or skills as bits, <see cref="Market.Words"/> words for each participant.</summary>
    public required ulong[] Codes { get; init; }

    /// <summary>The groups of each participant, ascending, without repetition.</summary>
    public required Rows Groups { get; init; }

    /// <summary>The first 64 needs or skills of a participant.</summary>
    public ulong FirstCodes(int who, int words) => words == 0 ? 0 : Codes[who * words];

    /// <summary>The choices of each participant, dearest first.</summary>
    public Wishes Wishes { get; set; } = Wishes.None;

    public int Count => Places.Length;
}

/// <summary>Lists of numbers, one list a row, in one array.</summary>
readonly record struct Rows(int[] Start, int[] Items)
{
    public ReadOnlySpan<int> this[int row] => Items.AsSpan(Start[row], Start[row + 1] - Start[row]);
}

/// <summary>Ranked choices, one list a participant, in the order of their ranks.</summary>
readonly record struct Wishes(int[] Start, int[] Whom, int[] Ranks)
{
    public const int Unranked = int.MaxValue;

    /// <summary>Nobody chose anybody.</summary>
    public static Wishes None { get; } = new([], [], []);

    /// <summary>Those that a participant chose, dearest first.</summary>
    public ReadOnlySpan<int> Of(int who) => Start.Length == 0 ? [] : Whom.AsSpan(Start[who], Start[who + 1] - Start[who]);

    /// <summary>The ranks that go with <see cref="Of"/>.</summary>
    public ReadOnlySpan<int> RanksOf(int who) => Start.Length == 0 ? [] : Ranks.AsSpan(Start[who], Start[who + 1] - Start[who]);

    /// <summary>Whether a participant ranked another before all others.</summary>
    public bool IsDearest(int who, int whom) => Of(who) is [var first, ..] && first == whom;

    /// <summary>The rank that a participant gave to another, or <see cref="Unranked"/>.</summary>
    public int RankOf(int who, int whom)
    {
        var place = Of(who).IndexOf(whom);
        return place < 0 ? Unranked : RanksOf(who)[place];
    }
}

static class SortedLists
{
    /// <summary>Those of an ascending list from one number up to before another.</summary>
    public static ReadOnlySpan<int> Between(this int[] ascending, int from, int to)
    {
        return ascending.AsSpan(Before(from), Before(to) - Before(from));

        int Before(int number) => Array.BinarySearch(ascending, number) is var at && at < 0 ? ~at : at;
    }

    /// <summary>Whether two ascending lists have anything in common.</summary>
    public static bool Overlap(this ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            if (one[i] == other[j]) return true;
            if (one[i] < other[j]) i++;
            else j++;
        }
        return false;
    }
}
