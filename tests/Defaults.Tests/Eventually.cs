using System.Diagnostics;

namespace Defaults.Tests;

/// <summary>What another thread will do soon, asked for until it has, for half a minute at most.</summary>
static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "it has not come true");
            await Task.Delay(10);
        }
    }
}
