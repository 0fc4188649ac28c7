using System.Globalization;

namespace Interop.Tests;

/// <summary>The seed of this run of the tests, printed by each test that draws by it.</summary>
static class Seed
{
    public static int Value { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 20260101;

    /// <summary>Whether there is time for more than fits into a quarter of an hour.</summary>
    public static bool Long { get; } = Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1";
}
