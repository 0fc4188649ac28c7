using System.Globalization;
using System.Net;
using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Organizations.Tests;

/// <summary>A run gives the same whatever the order of its lists, and finishes once whatever happens to its worker.</summary>
public sealed class RepeatedRunTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Permuted_lists_on_either_store_give_the_same_bytes(int seed)
    {
        var lists = new RandomLists(seed);
        await using var one = await Office.OpenAsync("sqlite");
        await using var other = await Office.OpenAsync("postgres");
        var expected = await ResultAsync(one, lists.Units, lists.Choices);
        Assert.Equal(expected, await ResultAsync(other, lists.Shuffled(lists.Units), lists.Shuffled(lists.Choices)));
        Assert.Contains("assumed position", expected, StringComparison.Ordinal);
        Assert.Contains("\"ok\":true,\"blocking\":0", expected, StringComparison.Ordinal);
    }

    static async Task<string> ResultAsync(Office office, string units, string choices)
    {
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.TakeAsync("units", units);
        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        await office.Department.TakeAsync("campaigns/k1/choices", choices);
        var run = await office.RunAsync();
        var figures = (await office.Department.GetAsync("runs/" + run, HttpStatusCode.OK))["figures"]!;
        Assert.True(figures["mutualFirst"]!.GetValue<int>() > 0);
        Assert.Equal(figures["mutualFirst"]!.GetValue<int>(), figures["mutualFirstGranted"]!.GetValue<int>());
        return await office.Department.GetCsvAsync($"runs/{run}/pairs") + await office.Department.GetCsvAsync($"runs/{run}/unpaired")
            + await office.Department.GetCsvAsync($"runs/{run}/choices")
            + await office.Department.GetStringAsync(Office.Root + $"runs/{run}/proof");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_whose_worker_died_is_finished_once_after_the_restart(string provider)
    {
        await using var store = await TestStore.ForServiceAsync(provider);
        await using (var before = await Office.OpenOverAsync(store))
        {
            await before.FillAsync();
            await before.InStoreAsync(async db =>
            {
                var run = new PairingRun { Id = "r1", Campaign = "k1", Area = "320102", Wave = "机关", QueuedAt = db.Now };
                db.Add(run);
                // As a worker of another process leaves it when it is killed in the middle of its work.
                db.Entry(run).Property("State").CurrentValue = RunState.Running;
                db.Entry(run).Property("Worker").CurrentValue = "gone";
                db.Entry(run).Property("LeasedUntil").CurrentValue = db.Now.AddSeconds(20);
                return await db.SaveChangesAsync();
            });
        }
        await using var after = await Office.OpenOverAsync(store);
        after.Time.Pass(TimeSpan.FromSeconds(21));
        Assert.Equal("r1", (await after.Told.NextAsync<OrganizationRunFinished>()).Run);
        Assert.Equal("done", (await after.Department.GetAsync("runs/r1", HttpStatusCode.OK))["state"]!.GetValue<string>());
        Assert.Equal(3, await after.InStoreAsync(db => db.RunPairs.CountAsync(it => it.Run == "r1")));
        Assert.Equal(0, await after.InStoreAsync(db => db.Pairings.CountAsync()));
        // A later run is worked on only after the first is out of the way, and nothing more was told of the first.
        var next = await after.RunAsync();
        Assert.NotEqual("r1", next);
        Assert.False(after.Told.Any<OrganizationRunFinished>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_whose_worker_died_while_it_was_adopted_is_adopted_whole_and_once_after_the_restart(string provider)
    {
        await using var store = await TestStore.ForServiceAsync(provider);
        string run;
        await using (var before = await Office.OpenOverAsync(store))
        {
            await before.FillAsync();
            run = await before.RunAsync();
            await LeaveAsync(before, run);
            Assert.Equal("run-is-under-way", (await before.Department.PostAsync($"runs/{run}/cancel", null, HttpStatusCode.Conflict))["rule"]!.ToString());
            var again = await before.Department.PostAsync($"runs/{run}/adopt", null, HttpStatusCode.Accepted);
            Assert.Equal(("adopting", true), (again["state"]!.ToString(), again["adoption"] is null));
            Assert.Equal(3, (await before.Department.GetAsync($"runs/{run}/pairs", HttpStatusCode.OK))["items"]!.AsArray().Count);
        }
        await using var after = await Office.OpenOverAsync(store);
        after.Time.Pass(TimeSpan.FromSeconds(21));
        var adopted = await after.AdoptionEndsAsync(run);
        Assert.Equal("""adopted {"proposed":3,"kept":0,"skipped":0}""", $"{adopted["state"]} {adopted["adoption"]!.ToJsonString()}");
        Assert.Equal(3, (await after.Told.NextAsync<OrganizationPairingsChanged>()).Items.Count);
        Assert.Equal(3, await after.InStoreAsync(db => db.Pairings.CountAsync()));
        Assert.False(after.Told.Any<OrganizationPairingsChanged>());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_rule_that_comes_to_be_broken_before_the_work_is_begun_leaves_the_run_done_and_nothing_proposed(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var (first, second) = (await office.RunAsync(), await office.RunAsync());
        await LeaveAsync(office, second);
        await office.AdoptAsync(first);
        office.Time.Pass(TimeSpan.FromSeconds(21));
        var refused = await office.AdoptionEndsAsync(second);
        Assert.Equal("done run-is-current ", $"{refused["state"]} {refused["fault"]} {refused["adoption"]}");
        Assert.Equal(3, await office.InStoreAsync(db => db.Pairings.CountAsync()));
        // One that looks afterwards may be adopted, also once it was refused.
        var third = await office.RunAsync();
        await LeaveAsync(office, third, attempts: 20);
        office.Time.Pass(TimeSpan.FromSeconds(21));
        Assert.Equal("run-comes-to-an-end", (await office.AdoptionEndsAsync(third))["fault"]!.ToString());
        Assert.Equal(3, (await office.AdoptAsync(third))["kept"]!.GetValue<int>());
    }

    /// <summary>As it stands when the worker of another process that adopts it was killed, and its lease goes on.</summary>
    static Task LeaveAsync(Office office, string run, int attempts = 1) => office.InStoreAsync(async db =>
    {
        var row = await db.Runs.SingleAsync(it => it.Id == run);
        db.Entry(row).Property("State").CurrentValue = RunState.Adopting;
        db.Entry(row).Property("Worker").CurrentValue = "gone";
        db.Entry(row).Property("LeasedUntil").CurrentValue = db.Now.AddSeconds(20);
        db.Entry(row).Property("Attempts").CurrentValue = attempts;
        return await db.SaveChangesAsync();
    });

    [Theory, MemberData(nameof(Providers))]
    public async Task Adopted_at_the_same_moment_a_run_is_proposed_once(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var run = await office.RunAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.Department.PostAsync($"{Office.Root}runs/{run}/adopt", null)));
        // Whoever comes while it is being adopted is told so; whoever comes after, that it was.
        Assert.Contains(HttpStatusCode.Accepted, answers.Select(it => it.StatusCode));
        Assert.All(answers, it => Assert.True(it.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.Conflict, it.StatusCode.ToString()));
        await office.AdoptionEndsAsync(run);
        Assert.Equal(3, await office.InStoreAsync(db => db.Pairings.CountAsync()));
        Assert.Equal(3, (await office.Told.NextAsync<OrganizationPairingsChanged>()).Items.Count);
    }

    /// <summary>Sixty organs and a dozen communities in three places, some without a position, some with choices.</summary>
    sealed class RandomLists
    {
        static readonly string[] communities = ["320102002001", "320102002002", "320102003001"];
        readonly Random chance;

        public RandomLists(int seed)
        {
            chance = new Random(seed);
            var units = new List<string> { "id,name,kind,area,longitude,latitude,seats" };
            for (var at = 0; at < 60; at++) units.Add($"o{at},机关{at},organ,{communities[at % 3]},{Position()},{1 + at % 3}");
            for (var at = 0; at < 12; at++) units.Add($"社{at},社区{at},community,{communities[at % 3]},{Position()},{5 + at % 6}");
            var choices = new List<string> { "from,to,rank", "o1,社1,1", "社1,o1,1" };
            for (var at = 2; at < 30; at++)
                foreach (var (rank, to) in Some(12).Index()) choices.Add($"o{at},社{to},{rank + 1}");
            for (var at = 2; at < 9; at++)
                foreach (var (rank, to) in Some(60).Index()) choices.Add($"社{at},o{to},{rank + 1}");
            (Units, Choices) = (string.Join('\n', units) + "\n", string.Join('\n', choices) + "\n");
        }

        public string Units { get; }
        public string Choices { get; }

        public string Shuffled(string list)
        {
            var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var rows = lines[1..];
            chance.Shuffle(rows);
            return string.Join('\n', rows.Prepend(lines[0])) + "\n";
        }

        string Position() => chance.Next(5) == 0
            ? ","
            : string.Create(CultureInfo.InvariantCulture, $"{118.7 + chance.Next(1000) / 10_000.0:F4},{32.0 + chance.Next(1000) / 10_000.0:F4}");

        int[] Some(int most)
        {
            var all = Enumerable.Range(0, most).ToArray();
            chance.Shuffle(all);
            return all[..chance.Next(1, 6)];
        }
    }
}
