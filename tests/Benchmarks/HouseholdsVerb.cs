using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Support;

namespace Benchmarks;

/// <summary>
/// The verb <c>households</c>: pushes over HTTP into the real service on PostgreSQL, in alternation with a binary COPY of the
/// rows of the same shape. All new, then the same with a tenth changed and two of a hundred new, then that again; then somebody searches.
/// </summary>
static class HouseholdsVerb
{
    public static Command Create()
    {
        var (rows, times) = (new Option<int>("--rows") { DefaultValueFactory = _ => 500_000 }, new Option<int>("--times") { DefaultValueFactory = _ => 3 });
        var verb = new Command("households", "how fast a push is taken, beside a bare COPY") { rows, times };
        verb.SetAction(async (given, _) =>
        {
            if (Environment.GetEnvironmentVariable("PAIRING_TEST_POSTGRES") is null) return await OwnServers.RunAsync();
            Figures.Load();
            await RunAsync(given.GetValue(rows), given.GetValue(times));
            await OnLaptopAsync();
            Figures.Load();
            return 0;
        });
        return verb;
    }

    static bool None(int _) => false;

    /// <summary>A store in a file, in a process that was just started.</summary>
    static async Task OnLaptopAsync()
    {
        const int count = 100_000;
        await using var service = ServedHouseholds.Start();
        await service.BeginAsync(count, "sqlite");
        var push = await PushAsync(service.Http, "1", HouseholdList.Csv(0, count, None, "2026-03-01"), $"done {count} 0 0");
        Figures.AtMost("households-sqlite-100k-s", push.Total, 15);
    }

    static async Task RunAsync(int count, int times)
    {
        static bool Tenth(int number) => number % 10 == 3;
        List<double> copy = [], copyBtree = [], added = [], changed = [], same = [], handIn = [];
        await using var service = ServedHouseholds.Start();
        for (var at = 0; at <= times; at++) // the first warms up what would run for months
        {
            await service.BeginAsync(count + count / 50); // first: nothing of the round before is done beside the peer
            await using (var store = await TestStore.MakeAsync("postgres"))
            {
                // In turns, as the first to write fills what is written back during the second.
                (string Method, List<double> To)[] peers = [("hash", copy), ("btree", copyBtree)];
                foreach (var (method, to) in at % 2 == 0 ? peers : peers.Reverse()) to.Add(await FlatCopy.RunAsync(store.Settings["Store:Connection"]!, count, method));
            }
            var (http, spent, before) = (service.Http, new List<string>(), service.Used);
            void Spent(string phase)
            {
                var now = service.Used;
                spent.Add($"{phase} {now.Service - before.Service:F0} + {now.Store - before.Store:F0}");
                before = now;
            }
            var first = await PushAsync(http, "1", HouseholdList.Csv(0, count, None, "2026-03-01"), $"done {count} 0 0");
            Spent("new");
            var second = HouseholdList.Csv(0, count + count / 50, Tenth, "2026-03-01");
            added.Add(first.Total);
            handIn.Add(first.HandIn);
            changed.Add((await PushAsync(http, "2", second, $"done {count / 50} {count / 10} {count - count / 10}")).Total);
            Spent("changed");
            same.Add((await PushAsync(http, "3", second, $"done 0 0 {count + count / 50}")).Total);
            Spent("same");
            Console.WriteLine($"  processor ms: {string.Join("; ", spent)}");
            Console.WriteLine($"copy {copy[^1]:F2} s, with B-trees alone {copyBtree[^1]:F2}, new {added[^1]:F2}, changed {changed[^1]:F2}, same {same[^1]:F2}, handed in {handIn[^1]:F2}; at most {service.PeakMegabytes:F0} MB");
        }
        await service.RestAsync();
        await Lookups.RunAsync(service.Bureau, count);
        double Rate(List<double> seconds) => count / Figures.Median(seconds[1..]);
        Figures.Say("households-copy-rows-per-s", Rate(copy));
        Figures.Say("households-copy-btree-rows-per-s", Rate(copyBtree));
        Figures.Say("households-handed-in-rows-per-s", Rate(handIn));
        Figures.AtLeast("households-new-to-copy", Rate(added) / Rate(copy), 0.6);
        Figures.AtLeast("households-changed-to-copy", Rate(changed) / Rate(copy), 1.5);
        Figures.AtLeast("households-unchanged-to-copy", Rate(same) / Rate(copy), 4);
        Figures.AtMost("households-peak-mb", service.PeakMegabytes, 500);
    }

    /// <summary>Seconds until the push is done, from the first byte sent, and until it was handed in.</summary>
    static async Task<(double Total, double HandIn)> PushAsync(HttpClient http, string number, byte[] list, string expected)
    {
        var clock = Stopwatch.StartNew();
        using var body = new ByteArrayContent(list) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await http.PostAsync($"/api/v1/households/batches/whole?source=benchmark&number={number}&asOf=2026-03-01", body);
        var said = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(said);
        var handIn = clock.Elapsed.TotalSeconds;
        var id = (string)JsonNode.Parse(said)!["id"]!;
        JsonNode batch = null!;
        await Eventually.HoldsAsync(async () =>
        {
            batch = JsonNode.Parse(await http.GetStringAsync($"/api/v1/households/batches/{id}"))!;
            return (string)batch["state"]! is not ("queued" or "running");
        }, most: TimeSpan.FromMinutes(20), pace: TimeSpan.FromMilliseconds(100));
        var total = clock.Elapsed.TotalSeconds;
        var became = $"{batch["state"]} {batch["added"]} {batch["changed"]} {batch["unchanged"]}";
        return became == expected ? (total, handIn) : throw new InvalidOperationException($"{became}, not {expected}: {batch["fault"]}");
    }
}
