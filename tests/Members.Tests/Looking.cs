using System.Text.Json.Nodes;
using Defaults;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

/// <summary>The service looks after those who wait when a test tells it to, on the test's clock.</summary>
static class Looking
{
    /// <summary>One look, by this service or by another over the same store.</summary>
    public static async Task LookAsync(this District district, RunningService? by = null)
    {
        await using var scope = (by ?? district.Service).Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var work = scope.ServiceProvider.GetRequiredService<ProposeReplacements>();
        foreach (var campaign in await work.SubjectsAsync(CancellationToken.None)) await work.DoAsync(campaign, CancellationToken.None);
    }

    /// <summary>Reads or writes the store as the service itself does.</summary>
    public static async Task<T> InStoreAsync<T>(this District district, Func<MembersStore, Task<T>> act)
    {
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await act(scope.ServiceProvider.GetRequiredService<MembersStore>());
    }

    /// <summary>The campaigns that a look looks after.</summary>
    public static async Task<IReadOnlyList<string>> SubjectsAsync(this District district)
    {
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await scope.ServiceProvider.GetRequiredService<ProposeReplacements>().SubjectsAsync(CancellationToken.None);
    }

    /// <summary>Looks until nothing is under way: what is begun is worked on, and what comes out of it is proposed.</summary>
    public static async Task LookAndWaitAsync(this District district)
    {
        await district.LookAsync();
        await district.IdleAsync();
        await district.LookAsync();
    }

    /// <summary>Waits until no run is queued, running or being adopted.</summary>
    public static Task IdleAsync(this District district) => Eventually.IsAsync(async () =>
        (await district.RunsAsync()).All(it => (string?)it["state"] is not ("queued" or "running" or "adopting")) ? "idle" : null);

    public static async Task<IReadOnlyList<JsonNode>> RunsAsync(this District district) =>
        [.. (await district.GetAsync($"campaigns/{District.Campaign}/runs?limit=500"))["items"]!.AsArray().Select(it => it!)];

    /// <summary>Who waits, as <c>household reason proposed</c>.</summary>
    public static async Task<string[]> WaitingAsync(this District district, HttpClient? caller = null) =>
        [.. (await district.GetAsync($"campaigns/{District.Campaign}/waiting?limit=500", caller))["items"]!.AsArray()
            .Select(it => $"{it!["household"]} {it["code"]} {it["proposed"]}")];

    /// <summary>Both sides confirm.</summary>
    public static async Task ConfirmAsync(this District district, JsonNode pairing)
    {
        foreach (var side in new[] { district.Service.As(Role.Organ, District.Code, (string?)pairing["organization"]), district.Service.As(Role.Community, (string)pairing["area"]!) })
            await district.PostAsync($"pairings/{pairing["id"]}/confirm", caller: side);
    }

    public static async Task<IReadOnlyList<JsonNode>> StandingAsync(this District district) =>
        [.. (await district.GetAsync($"campaigns/{District.Campaign}/pairings?limit=500"))["items"]!.AsArray().Select(it => it!)];

    /// <summary>The member leaves service, as its organ says.</summary>
    public static async Task LeavesAsync(this District district, string member)
    {
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        using var seen = await organ.GetAsync($"/api/v1/members/register/{member}");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/members/register/{member}")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { skills = Array.Empty<string>(), seats = 1, inService = false }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag!.Tag);
        using var answer = await organ.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
