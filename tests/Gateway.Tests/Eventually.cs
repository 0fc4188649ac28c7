using System.Diagnostics;

namespace Gateway.Tests;

static class Eventually
{
    /// <summary>Asks again and again until it holds; fails when it does not within the time.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> asked, int seconds = 30)
    {
        var watch = Stopwatch.StartNew();
        while (!await asked())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"did not hold within {seconds} s");
            await Task.Delay(25);
        }
    }
}
