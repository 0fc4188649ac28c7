using System.Text.Json;
using Defaults;

namespace Local;

/// <summary>One market's run as its service tells it.</summary>
sealed record RunDone(string Service, string Run, JsonElement Figures, IReadOnlyList<LeftOut> LeftOut, double Seconds);

/// <summary>How many of a side a run left without anyone, and why.</summary>
sealed record LeftOut(string Side, string Reason, int Count);

/// <summary>Runs both pairings, organizations first, and adopts what is proven.</summary>
sealed class RunPairings(FrontDoors doors, TimeProvider time)
{
    public async Task<IReadOnlyList<RunDone>> RunAsync(string campaign, CancellationToken stop)
    {
        var organizations = await RunAsync("organizations", campaign, stop);
        await new Settled(doors).WaitAsync(stop); // Members groups by the communities of an organization
        var members = await RunAsync("members", campaign, stop);
        await new Settled(doors).WaitAsync(stop); // whoever is told that it is done finds everything in its place
        return [organizations, members];
    }

    /// <exception cref="RefusedException">rule <c>run-is-proven</c>, when the engine's proof found a fault, or by which it was not adopted</exception>
    async Task<RunDone> RunAsync(string service, string campaign, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var asked = await doors.Campaign.PostAsync($"/api/v1/{service}/campaigns/{campaign}/runs", null, stop, key: "first-run");
        var id = asked.GetProperty("id").GetString()!;
        var run = await EndAsync(service, id, stop);
        if (!IsAdopted(run))
        {
            await doors.Campaign.PostAsync($"/api/v1/{service}/runs/{id}/adopt", null, stop);
            run = await EndAsync(service, id, stop);
            Refused.Unless(IsAdopted(run), run.GetProperty("fault").GetString() ?? "run-is-proven");
        }
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        return new RunDone(service, id, run, await LeftOutAsync(service, id, stop), seconds);
    }

    async Task<IReadOnlyList<LeftOut>> LeftOutAsync(string service, string id, CancellationToken stop)
    {
        var list = await doors.Campaign.GetCsvAsync($"/api/v1/{service}/runs/{id}/unpaired", stop);
        return [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(row => row.Split(',', 3)).CountBy(cells => (Side: cells[0], Reason: cells[2].Trim('"')))
            .Select(group => new LeftOut(group.Key.Side, group.Key.Reason, group.Value))
            .OrderBy(it => it.Side, StringComparer.Ordinal).ThenByDescending(it => it.Count)];
    }

    static bool IsAdopted(JsonElement run) => run.GetProperty("state").GetString() == "adopted";

    /// <summary>The run once nobody works on it.</summary>
    async Task<JsonElement> EndAsync(string service, string id, CancellationToken stop)
    {
        while (true)
        {
            var run = await doors.Campaign.GetAsync($"/api/v1/{service}/runs/{id}", stop);
            switch (run.GetProperty("state").GetString())
            {
                case "done" or "adopted": return run;
                case "failed": throw new RefusedException("run-is-proven");
                default:
                    doors.NeedRoom();
                    await Task.Delay(50, stop);
                    break;
            }
        }
    }
}
