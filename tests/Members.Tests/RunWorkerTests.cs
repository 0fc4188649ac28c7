using Contracts;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Members.Tests;

/// <summary>How runs are taken, left and given up.</summary>
public sealed class RunWorkerTests
{
    [Fact]
    public async Task Only_attempts_that_ended_for_want_of_a_neighbour_count_against_its_patience()
    {
        await using var district = await District.OpenAsync("sqlite");
        district.Home.Away = true;
        await district.InStoreAsync(async db =>
        {
            var run = new PairingRun { Id = "r1", Campaign = District.Campaign, Area = District.Code, QueuedAt = db.Now };
            db.Add(run);
            db.Entry(run).Property("Attempts").CurrentValue = 10; // after as many restarts in the middle of it
            return await db.SaveChangesAsync();
        });
        await Eventually.HoldsAsync(() => district.Home.Asked >= 1);
        district.Home.Away = false;
        await Eventually.IsAsync(async () =>
        {
            district.Time.Pass(TimeSpan.FromSeconds(10));
            return (string?)(await district.GetAsync("runs/r1"))["state"] == "done" ? "done" : null;
        });
        var run = await district.RunAsync();
        district.Home.Away = true;
        // A neighbour that stays away ends a run in the end.
        var queued = await district.PostAsync($"campaigns/{District.Campaign}/runs");
        Assert.Equal("done", (string?)run["state"]);
        await Eventually.IsAsync(async () =>
        {
            district.Time.Pass(TimeSpan.FromSeconds(40));
            return (string?)(await district.GetAsync($"runs/{queued["id"]}"))["fault"] == "neighbour-is-reachable" ? "failed" : null;
        });
    }

    [Fact]
    public async Task While_one_run_is_written_for_long_another_worker_takes_the_next()
    {
        await using var district = await District.OpenAsync("postgres");
        await district.RegisterAsync(District.Row("m1"));
        await district.EnterAsync((District.Household("h1"), new Coordinates(118.8, 32.05)));
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        var first = await district.PostAsync($"campaigns/{District.Campaign}/runs");
        await Eventually.HoldsAsync(() => district.Home.Asked == 1);
        district.Home.Until = Task.CompletedTask;
        await district.InStoreAsync(async db =>
        {
            // As its worker's last transaction does.
            await using var writing = await db.Database.BeginTransactionAsync();
            await db.Runs.Where(it => it.Id == (string)first["id"]!).ExecuteUpdateAsync(change => change.SetProperty(it => it.Progress, 99));
            district.Time.Pass(TimeSpan.FromMinutes(5)); // longer than its lease
            await using var other = await district.AgainAsync();
            var second = await district.PostAsync($"campaigns/{District.Campaign}/runs");
            Assert.Equal("done", (string?)(await district.EndAsync($"/api/v1/members/runs/{second["id"]}"))["state"]);
            await writing.RollbackAsync();
            return 0;
        });
        gate.SetResult();
        Assert.Equal("done", (string?)(await district.EndAsync($"/api/v1/members/runs/{first["id"]}"))["state"]);
    }
}
