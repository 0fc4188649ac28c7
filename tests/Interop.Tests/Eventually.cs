using System.Diagnostics;

namespace Interop.Tests;

/// <summary>For what another thread does in its own time: looked at again and again, and given up with an error.</summary>
static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException("it did not come to hold");
            await Task.Delay(25);
        }
    }
}
