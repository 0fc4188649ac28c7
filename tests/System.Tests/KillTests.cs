using System.Diagnostics;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>The embedded process killed while it imports and while it pairs: nothing lost, nothing doubled, nothing half adopted.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    // The same folder again and again, so that what goes on after a kill is killed too.
    const int KillsEach = 4;

    static readonly int trials = Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1" ? 200 : 20;

    [Fact]
    public async Task A_killed_process_goes_on_where_it_was_and_ends_like_one_that_was_not_killed()
    {
        var seed = Seed.Value;
        output.WriteLine($"seed {seed}");
        using var folder = new Folder();
        var lists = await Generated.DistrictAsync("320104000000", organizations: 20, members: 300, households: 150, seed: 5, folder.Sub("lists"));
        var (whole, lasted) = await FillAsync(lists, folder.Sub("whole"));
        var random = new Random(seed);
        var (kills, finished) = (0, 0);
        while (kills < trials)
        {
            var data = folder.Sub("killed");
            for (var time = 0; time < KillsEach && kills < trials; time++)
            {
                var moment = lasted * random.NextDouble();
                if (!KillAfter(lists, data, moment))
                {
                    kills++;
                    continue;
                }
                // No kill: the machine has become quicker since, or there was little left to do.
                if (time == 0) lasted = moment;
                Assert.True(++finished < 2 * trials, "it always finishes before it is killed: the moments are wrong");
                break;
            }
            var (again, _) = await FillAsync(lists, data);
            Assert.Equal(whole, again);
            Directory.Delete(data, recursive: true);
        }
        output.WriteLine($"{kills} killed, {finished} finished before");
    }

    /// <summary>True when it had already finished.</summary>
    static bool KillAfter(string lists, string data, TimeSpan moment)
    {
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", lists);
        local.Makes(Path.Combine(data, "sign-in.json"));
        local.WorksFor(moment);
        local.Kill();
        return !File.Exists(Path.Combine(data, "beginning.txt"));
    }

    /// <summary>Starts it, lets it finish what is to be done, and reads what it holds; how long the filling took.</summary>
    static async Task<(State State, TimeSpan Lasted)> FillAsync(string lists, string data)
    {
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", lists);
        local.Makes(Path.Combine(data, "sign-in.json"));
        var watch = Stopwatch.StartNew();
        local.Says("Ctrl-C");
        var lasted = watch.Elapsed;
        return (await State.ReadAsync(new Served(data, local.Port)), lasted);
    }

    /// <summary>All that was asked of the platform, in a form that two processes can be compared by.</summary>
    sealed record State(
        int Areas, string Units, string Members, string Households, string Runs, string OrganizationPairs, string MemberPairs,
        string Pairings, string Coverage)
    {
        public static async Task<State> ReadAsync(Served served)
        {
            using var campaign = await served.AsAsync("organization-department");
            using var bureau = await served.AsAsync("civil-affairs");
            var organizationRun = await OnlyRunAsync(campaign, "organizations");
            var memberRun = await OnlyRunAsync(campaign, "members");
            return new State(
                (await Served.AllAsync(campaign, "/api/v1/organizations/areas")).Count,
                Told(await Served.AllAsync(campaign, "/api/v1/organizations/units"), "id", "area", "seats"),
                Told(await Served.AllAsync(campaign, "/api/v1/members/register"), "id", "organization", "seats"),
                Told(await Served.AllAsync(bureau, "/api/v1/households/register"), "id", "area", "need", "active"),
                $"{organizationRun.State} {memberRun.State}",
                await Served.CsvAsync(campaign, $"/api/v1/organizations/runs/{organizationRun.Id}/pairs"),
                await Served.CsvAsync(campaign, $"/api/v1/members/runs/{memberRun.Id}/pairs"),
                Told(await Served.AllAsync(campaign, "/api/v1/members/campaigns/campaign-1/pairings"), "household", "member", "stage", "status"),
                await Served.CsvAsync(campaign, "/api/v1/assessment/campaigns/campaign-1/coverage?by=organization"));
        }

        static async Task<(string Id, string State)> OnlyRunAsync(HttpClient campaign, string service)
        {
            var runs = await Served.AllAsync(campaign, $"/api/v1/{service}/campaigns/campaign-1/runs");
            var run = Assert.Single(runs);
            return (run.GetProperty("id").GetString()!, run.GetProperty("state").GetString()!);
        }

        static string Told(IEnumerable<JsonElement> items, params string[] fields) =>
            string.Join('\n', items.Select(item => string.Join(' ', fields.Select(field => item.GetProperty(field).ToString()))).Order(StringComparer.Ordinal));
    }
}
