using System.Globalization;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Members;
using Defaults;
using Support;

namespace Members.Tests;

/// <summary>
/// Sixty days of a campaign on a clock that the test turns: households come and go, members leave, sides confirm late or
/// decline. No active household is without a helper whom both sides confirmed for longer than the limit without an alarm.
/// </summary>
public sealed class ReplacementDaysTests
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20300310;
    static readonly TimeSpan step = TimeSpan.FromHours(12);
    static readonly TimeSpan limit = TimeSpan.FromDays(3);

    readonly Random chance = new(seed);

    /// <summary>Active households, and from when each has been without a confirmed helper; null while it has one.</summary>
    readonly Dictionary<string, DateTime?> alone = new(StringComparer.Ordinal);

    readonly Dictionary<string, long> versions = new(StringComparer.Ordinal);
    readonly HashSet<string> confirmed = new(StringComparer.Ordinal);
    readonly List<string> gone = [];
    int households, members, alarmed, rescued;

    static string Somewhere(int at) => (118.8 + at % 40 / 1_000.0).ToString("R", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Over_sixty_days_nobody_is_without_a_helper_beyond_the_limit_unless_an_alarm_says_so()
    {
        await using var district = await District.OpenAsync("sqlite", new PairingRules(SecondPlace: false));
        await RegisterAsync(district, 24);
        for (var at = 0; at < 20; at++) await EnterAsync(district);
        await district.PairAsync();
        // Some of the first never hear of it: they are alone from the beginning.
        foreach (var pairing in (await district.StandingAsync()).Skip(6)) await ConfirmAsync(district, pairing);
        Assert.Equal(6, alone.Values.Count(it => it is not null));

        for (var now = step; now <= TimeSpan.FromDays(60); now += step)
        {
            district.Time.Pass(step);
            await HappenAsync(district);
            await district.LookAsync(); // sees what has happened
            district.Time.Pass(TimeSpan.FromMinutes(2));
            await district.LookAndWaitAsync();
            district.Time.Pass(-TimeSpan.FromMinutes(2));
            await HoldsAsync(district);
        }
        Assert.True(alarmed > 0 && rescued > 0, $"{alarmed} alarms, {rescued} proposals confirmed: the days were too quiet to prove anything");
    }

    async Task HappenAsync(District district)
    {
        for (var many = chance.Next(3); many > 0; many--) await EnterAsync(district);
        if (chance.Next(3) == 0) await EndAsync(district);
        if (chance.Next(4) == 0) await ReturnAsync(district);
        if (chance.Next(3) == 0) await RegisterAsync(district, 1);
        foreach (var pairing in await district.StandingAsync())
        {
            var proposed = (string?)pairing["status"] == "proposed";
            if (proposed && chance.Next(3) == 0) await ConfirmAsync(district, pairing);
            else if (proposed && chance.Next(4) == 0) await DeclineAsync(district, pairing);
            else if (!proposed && chance.Next(40) == 0) await LeaveAsync(district, pairing);
        }
    }

    async Task RegisterAsync(District district, int many) =>
        await district.RegisterAsync(Enumerable.Range(0, many).Select(_ => District.Row($"m{members:000}", longitude: Somewhere(members++ * 7))).ToArray());

    async Task EnterAsync(District district)
    {
        var id = $"h{households:000}";
        alone[id] = district.Time.GetUtcNow().UtcDateTime;
        versions[id] = 1;
        await district.EnterAsync((District.Household(id), new Coordinates(double.Parse(Somewhere(households++ * 11), CultureInfo.InvariantCulture), 32.05)));
    }

    async Task EndAsync(District district)
    {
        var id = alone.Keys.Order(StringComparer.Ordinal).ElementAt(chance.Next(alone.Count));
        alone.Remove(id);
        gone.Add(id);
        await district.TellHouseholdsAsync(District.Household(id, active: false, version: ++versions[id]));
    }

    async Task ConfirmAsync(District district, JsonNode pairing)
    {
        await district.ConfirmAsync(pairing);
        confirmed.Add((string)pairing["id"]!);
        alone[(string)pairing["household"]!] = null;
        rescued++;
    }

    /// <summary>Back in the database it begins anew, whatever it waited for before.</summary>
    async Task ReturnAsync(District district)
    {
        if (gone.Count == 0) return;
        var id = gone[chance.Next(gone.Count)];
        gone.Remove(id);
        alone[id] = district.Time.GetUtcNow().UtcDateTime;
        await district.TellHouseholdsAsync(District.Household(id, version: ++versions[id]));
    }

    static async Task DeclineAsync(District district, JsonNode pairing) =>
        await district.PostAsync($"pairings/{pairing["id"]}/decline", new { reason = "不便" }, district.Service.As(Role.Community, (string)pairing["area"]!));

    /// <summary>The member leaves service; whom it helped is alone from now on.</summary>
    async Task LeaveAsync(District district, JsonNode pairing)
    {
        await district.LeavesAsync((string)pairing["member"]!);
        alone[(string)pairing["household"]!] = district.Time.GetUtcNow().UtcDateTime;
    }

    async Task HoldsAsync(District district)
    {
        var now = district.Time.GetUtcNow().UtcDateTime;
        var waiting = (await district.GetAsync($"campaigns/{District.Campaign}/waiting?limit=500"))["items"]!.AsArray().ToDictionary(it => (string)it!["household"]!, it => it!);
        foreach (var (household, since) in alone)
        {
            if (since is null) Assert.False(waiting.ContainsKey(household), $"{household} has a helper and waits (seed {seed})");
            else
            {
                Assert.True(waiting.TryGetValue(household, out var row), $"{household} waits and is not listed (seed {seed})");
                Assert.Equal(since, (DateTime)row!["since"]!);
                Assert.True(row["alarmedAt"] is null == now - since < limit, $"{household} is alone since {since:O}, now {now:O}, alarm {row["alarmedAt"]} (seed {seed})");
            }
        }
        Assert.Equal(alone.Count(it => it.Value is not null), waiting.Count);
        // Every alarm is told, once.
        alarmed += waiting.Values.Count(it => it["alarmedAt"] is { } at && (DateTime)at >= now);
        await Eventually.HoldsAsync(() => district.Told.Of<HouseholdsLeftWaiting>().Sum(it => it.Items.Count) >= alarmed);
        var told = district.Told.Of<HouseholdsLeftWaiting>().SelectMany(it => it.Items).Select(it => (it.Household, it.Since)).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        foreach (var row in waiting.Values.Where(it => it["alarmedAt"] is not null))
            Assert.Contains(((string)row["household"]!, (DateTime)row["since"]!), told);
    }
}
