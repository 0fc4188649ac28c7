using System.Globalization;

namespace SystemTests;

/// <summary>Lists that the platform's own generator makes of a district of the public division list.</summary>
static class Generated
{
    public static async Task<string> DistrictAsync(string code, int organizations, int members, int households, int seed, string folder)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        using var local = LocalProcess.Start(
            "generate", "--district", code, "--organizations", Text(organizations), "--members", Text(members),
            "--households", Text(households), "--seed", Text(seed), "--out", folder);
        var exit = await local.EndAsync();
        return exit == 0 ? folder : throw new InvalidOperationException($"generate ended with {exit}: {local.Errors}");
    }
}
