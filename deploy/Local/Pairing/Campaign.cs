using Defaults;

namespace Local;

/// <summary>The first 1,000 faults of the lists, in the order of lists and lines, and how many there are in all.</summary>
sealed record Refusal(IReadOnlyList<ListedFault> Listed, long All);

/// <summary>What a folder of lists became.</summary>
sealed record CampaignDone(
    FrontDoors Doors, IReadOnlyList<Sent> Sent, double ImportSeconds, IReadOnlyList<RunDone> Runs, Refusal? Refusal);

/// <summary>From a folder of lists to both pairings. Every step may be repeated, so that it goes on after a crash.</summary>
static class Campaign
{
    /// <summary>Today's date as the services have it: UTC+8.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(8));

    /// <param name="ids">of lists that are not refused</param>
    /// <param name="others">accounts beside those that fill the platform</param>
    /// <param name="starts">the campaign's first day, the same one however often it is gone on with</param>
    public static async Task<CampaignDone> RunAsync(
        Platform platform, Accounts accounts, KnownIds ids, IReadOnlyList<LocalAccount> others, DateOnly starts,
        IProgress<(string List, double Share)> progress, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var wanted = new List<LocalAccount>
        {
            Accounts.New("organization-department", Role.OrganizationDepartment, ids.Division),
            Accounts.New("civil-affairs", Role.CivilAffairs, ids.Division),
        };
        var doors = await accounts.EnsureAsync(platform.Http, [.. wanted, .. others], stop);
        var started = time.GetTimestamp();
        var import = new ImportLists(doors, time);
        var campaign = await import.RunAsync(ids, starts, progress, stop);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        var runs = import.Refusal is not null ? [] : await new RunPairings(doors, time).RunAsync(campaign, stop);
        return new CampaignDone(doors, import.Sent, seconds, runs, import.Refusal);
    }
}
