using System.Text.Json;
using Defaults;

namespace Local;

/// <summary>One market's run as its service tells it.</summary>
sealed record RunDone(string Service, string Run, JsonElement Figures, double Seconds);

/// <summary>Runs both pairings, organizations first, and adopts what is proven.</summary>
sealed class RunPairings(FrontDoors doors, TimeProvider time)
{
    public async Task<IReadOnlyList<RunDone>> RunAsync(string campaign, CancellationToken stop)
    {
        var organizations = await RunAsync("organizations", campaign, stop);
        await new Settled(doors.Operations).WaitAsync(stop); // Members groups by the communities of an organization
        var members = await RunAsync("members", campaign, stop);
        return [organizations, members];
    }

    /// <exception cref="RefusedException">rule <c>run-is-proven</c>, when the engine's proof found a fault</exception>
    async Task<RunDone> RunAsync(string service, string campaign, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var asked = await doors.Campaign.PostAsync($"/api/v1/{service}/campaigns/{campaign}/runs", null, stop, key: "first-run");
        var id = asked.GetProperty("id").GetString()!;
        var run = await DoneAsync(service, id, stop);
        if (run.GetProperty("state").GetString() != "adopted")
        {
            await doors.Campaign.PostAsync($"/api/v1/{service}/runs/{id}/adopt", null, stop);
            run = await doors.Campaign.GetAsync($"/api/v1/{service}/runs/{id}", stop);
        }
        return new RunDone(service, id, run, time.GetElapsedTime(started).TotalSeconds);
    }

    async Task<JsonElement> DoneAsync(string service, string id, CancellationToken stop)
    {
        while (true)
        {
            var run = await doors.Campaign.GetAsync($"/api/v1/{service}/runs/{id}", stop);
            switch (run.GetProperty("state").GetString())
            {
                case "done" or "adopted": return run;
                case "failed": throw new RefusedException("run-is-proven");
                default: await Task.Delay(50, stop); break;
            }
        }
    }
}
