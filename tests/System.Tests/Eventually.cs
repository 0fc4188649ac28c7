using System.Diagnostics;

namespace SystemTests;

/// <summary>For what another thread or process does in its own time: looked at again and again, and given up with an error.</summary>
static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> holds, TimeSpan? most = null, TimeSpan? pace = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > (most ?? TimeSpan.FromSeconds(30))) throw new TimeoutException("it did not come to hold");
            await Task.Delay(pace ?? TimeSpan.FromMilliseconds(25));
        }
    }

    /// <summary>Waits until nothing is missing any more, and names what still is when it is given up.</summary>
    public static async Task NothingMissesAsync(Func<IEnumerable<string>> missing, TimeSpan? most = null)
    {
        var watch = Stopwatch.StartNew();
        while (missing().ToList() is { Count: > 0 } still)
        {
            if (watch.Elapsed > (most ?? TimeSpan.FromSeconds(30))) throw new TimeoutException("still missing: " + string.Join(", ", still));
            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }
}
