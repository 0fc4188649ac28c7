using System.Diagnostics;

namespace Members.Tests;

/// <summary>Asks again and again until it is so, at most half a minute.</summary>
static class Eventually
{
    public static async Task<T> IsAsync<T>(Func<Task<T?>> ask) where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer) return answer;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "it did not come to be");
            await Task.Delay(20);
        }
    }

    /// <summary>A moment at random, to do harm at.</summary>
    public static Task MomentAsync(TimeSpan after) => Task.Delay(after);

    public static Task HoldsAsync(Func<bool> ask) => IsAsync(() => Task.FromResult(ask() ? "yes" : null));
}
