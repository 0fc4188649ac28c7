using Defaults;

namespace Local;

/// <summary>What a folder of lists became.</summary>
sealed record CampaignDone(
    FrontDoors Doors, IReadOnlyList<Sent> Sent, double ImportSeconds, IReadOnlyList<RunDone> Runs, IReadOnlyList<ListedFault> Listed, long Faults);

/// <summary>From a folder of lists to both pairings. Every step may be repeated, so that it goes on after a crash.</summary>
static class Campaign
{
    public static async Task<CampaignDone> RunAsync(
        Platform platform, Accounts accounts, ListFolder lists, IReadOnlyList<LocalAccount> others,
        IProgress<(string List, double Share)> progress, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var ids = await KnownIds.ReadAsync(lists, stop);
        var wanted = new List<LocalAccount>
        {
            Accounts.New("organization-department", Role.OrganizationDepartment, ids.Division),
            Accounts.New("civil-affairs", Role.CivilAffairs, ids.Division),
        };
        var doors = await accounts.EnsureAsync(platform.Http, [.. wanted, .. others], stop);
        var started = time.GetTimestamp();
        var import = new ImportLists(doors, time);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var campaign = await import.RunAsync(lists, ids, today, progress, stop);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        var runs = import.Count > 0 ? [] : await new RunPairings(doors, time).RunAsync(campaign, stop);
        return new CampaignDone(doors, import.Sent, seconds, runs, import.Faults, import.Count);
    }
}
