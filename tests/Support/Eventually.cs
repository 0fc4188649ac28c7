using System.Diagnostics;

namespace Support;

/// <summary>For what another thread or process does in its own time: looked at again and again, and given up with an error after half a minute unless said otherwise.</summary>
public static class Eventually
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<Task<bool>> holds, TimeSpan? most = null, TimeSpan? pace = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > (most ?? patience)) throw new TimeoutException("it did not come to hold");
            await Task.Delay(pace ?? TimeSpan.FromMilliseconds(20));
        }
    }

    public static Task HoldsAsync(Func<bool> holds) => HoldsAsync(() => Task.FromResult(holds()));

    /// <summary>Asks until there is an answer.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T?>> ask) where T : class
    {
        T? answer = null;
        await HoldsAsync(async () => (answer = await ask()) is not null);
        return answer!;
    }

    /// <summary>Waits until nothing is missing any more, and names what still is when it is given up.</summary>
    public static async Task NothingMissesAsync(Func<IEnumerable<string>> missing, TimeSpan? most = null)
    {
        var watch = Stopwatch.StartNew();
        while (missing().ToList() is { Count: > 0 } still)
        {
            if (watch.Elapsed > (most ?? patience)) throw new TimeoutException("still missing: " + string.Join(", ", still));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Lets a moment pass, to do harm at.</summary>
    public static Task MomentAsync(TimeSpan after) => Task.Delay(after);
}
