using System.Diagnostics;
using Support;
using Xunit.Abstractions;

namespace Members.Tests;

/// <summary>
/// Guards against a step that grows with the square of a list. Processor time is what is measured: the machine may be busy
/// with something else. Alone, so that no other test's work is counted.
/// </summary>
[Collection(nameof(SpeedTests)), CollectionDefinition(nameof(SpeedTests), DisableParallelization = true)]
public sealed class SpeedTests(ITestOutputHelper output)
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_of_8000_members_is_taken_in_within_seconds(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var rows = Enumerable.Range(0, 8_000).Select(at => District.Row(
            $"m{at:00000}", idNumber: at % 2 == 0 ? "11010519491231002X" : "", phone: "13812345678", longitude: $"118.8{at % 100:00}", skills: "medical;legal", seats: "2")).ToArray();
        Assert.Equal(8_000, (await Timed("first", () => district.RegisterAsync(rows))).Added);
        Assert.Equal(8_000, (await Timed("again", () => district.RegisterAsync(rows))).Unchanged);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_district_of_4000_households_is_paired_and_adopted_within_seconds(string provider)
    {
        var chance = new Random(1);
        Contracts.Coordinates Somewhere() => new(118.75 + chance.NextDouble() / 8, 32 + chance.NextDouble() / 8);
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(Enumerable.Range(0, 8_000).Select(at => Somewhere() is var here ? District.Row(
            $"m{at:00000}", longitude: $"{here.Longitude:0.0000000}", latitude: $"{here.Latitude:0.0000000}", skills: "medical;legal") : ""));
        await district.EnterAsync([.. Enumerable.Range(0, 4_000).Select(at =>
            (District.Household($"h{at:00000}", need: chance.Next(100), needs: ["medical", "company"]), (Contracts.Coordinates?)Somewhere()))]);
        var run = await Timed("run", () => district.RunAsync());
        Assert.Equal("4000 4000", $"{run["figures"]!["paired"]} {run["figures"]!["secondPlaces"]}");
        output.WriteLine(run["figures"]!.ToJsonString());
        var adoption = await Timed("adopt", () => district.AdoptAsync(run));
        Assert.Equal(8_000, (int)adoption["proposed"]!);
    }

    async Task<T> Timed<T>(string name, Func<Task<T>> act)
    {
        using var process = Process.GetCurrentProcess();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var result = await act();
        process.Refresh();
        var (used, passed) = (process.TotalProcessorTime - before, watch.Elapsed);
        output.WriteLine($"{name}: {used.TotalSeconds:0.00} s of processor time, {passed.TotalSeconds:0.00} s");
        Assert.True(used < TimeSpan.FromSeconds(8), $"{name} used {used.TotalSeconds:0.0} s of processor time");
        return result;
    }
}
