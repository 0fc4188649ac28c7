using System.Net;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Members;
using Support;

namespace Members.Tests;

public sealed class CancelTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_is_cancelled_while_it_waits_and_while_it_works_and_leaves_nothing(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"));
        await district.EnterAsync((District.Household("h1"), new Coordinates(118.8, 32.05)));
        var gate = new TaskCompletionSource();
        district.Home.Until = gate.Task;
        var (works, waits) = (await StartAsync(district), await StartAsync(district));
        await Eventually.HoldsAsync(() => district.Home.Asked == 1);
        var clerk = district.Service.As(Defaults.Role.WorkCommittee, District.Code);
        var cancelled = await district.PostAsync($"runs/{waits}/cancel", caller: clerk);
        Assert.Equal(("cancelled", "work-committee-320102"), ((string?)cancelled["state"], (string?)cancelled["cancelledBy"]));
        Assert.Equal("cancelled", (string?)(await district.PostAsync($"runs/{works}/cancel"))["state"]);
        // The worker finds out by itself, though the neighbour never answers, and looks for what else there is to do.
        var next = await StartAsync(district);
        await Eventually.HoldsAsync(() => district.Home.Asked == 2);
        gate.SetResult();
        Assert.Equal("done", (string?)(await district.EndAsync($"/api/v1/members/runs/{next}"))["state"]);

        var again = await district.PostAsync($"runs/{waits}/cancel");
        Assert.Equal((cancelled["cancelledBy"]!.ToString(), cancelled["finishedAt"]!.ToString()), (again["cancelledBy"]!.ToString(), again["finishedAt"]!.ToString()));
        using var http = district.Department;
        foreach (var id in (string[])[works, waits])
        {
            Assert.Equal("cancelled", (string?)(await district.GetAsync($"runs/{id}"))["state"]);
            Assert.Equal(HttpStatusCode.Conflict, (await http.GetAsync($"/api/v1/members/runs/{id}/pairs")).StatusCode);
            Assert.Equal("409 run-is-done", await District.RefusedAsync(http, $"runs/{id}/adopt"));
        }
        Assert.Equal("409 run-is-under-way", await District.RefusedAsync(http, $"runs/{next}/cancel"));
        Assert.Equal([next], (await district.Told.WaitAsync<MemberRunFinished>(1)).Select(it => it.Run));
        using var other = district.Service.As(Defaults.Role.WorkCommittee, "320104");
        Assert.Equal("404 run-is-known", await District.RefusedAsync(other, $"runs/{next}/cancel"));
    }

    static async Task<string> StartAsync(District district) => (string)(await district.PostAsync($"campaigns/{District.Campaign}/runs"))["id"]!;
}
