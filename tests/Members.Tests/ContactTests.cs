using System.Globalization;
using Contracts;
using Contracts.Households;
using Contracts.Members;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Members.Tests;

/// <summary>Households that refuse to be visited and called by who would help them, or withdraw their consent.</summary>
public sealed class ContactTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static readonly TimeSpan quiet = TimeSpan.FromMinutes(2);

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres) => District.Row(id, longitude: East(metres).Longitude.ToString("R", CultureInfo.InvariantCulture));

    static HouseholdConsentChange Word(string id, string holds, long version, string scope = "contact") => new(id, District.First, scope, holds, version);

    static Task SayAsync(District district, params HouseholdConsentChange[] words) => district.Service.TellAsync(new HouseholdConsentChanged(words));

    /// <summary>Two pairs, confirmed, and a member besides.</summary>
    static async Task<District> OpenAsync(string provider, bool secondPlace = false)
    {
        var district = await District.OpenAsync(provider, new PairingRules(SecondPlace: false));
        await district.RegisterAsync(At("m1", 0), At("m2", 1_000));
        await district.EnterAsync((District.Household("h1"), East(10)), (District.Household("h2"), East(1_010)));
        await district.PairAsync();
        foreach (var pairing in await district.StandingAsync()) await district.ConfirmAsync(pairing);
        await district.RegisterAsync(At("m3", 2_000));
        await district.TellCampaignAsync(new PairingRules(SecondPlace: secondPlace));
        district.Time.Pass(TimeSpan.FromDays(1));
        return district;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whoever_helps_sees_that_the_household_is_not_to_be_contacted(string provider)
    {
        await using var district = await OpenAsync(provider);
        var at = district.Time.GetUtcNow().UtcDateTime;
        await SayAsync(district, Word("h1", "withdrawn", 2), Word("h2", "given", 1), Word("h2", "refused", 3, "callback"), Word("never-heard-of", "refused", 1));
        var path = $"pairings/{await district.PairingAsync("h1", "m1")}";
        foreach (var caller in new[] { district.Service.As(Role.Member, District.Code, District.Organ, "m1"), district.Service.As(Role.Organ, District.Code, District.Organ), district.Service.As(Role.Community, District.First) })
            Assert.Equal(at, (DateTime)(await district.GetAsync(path, caller))["contactWithdrawnAt"]!);
        Assert.Null((await district.GetAsync($"pairings/{await district.PairingAsync("h2", "m2")}"))["contactWithdrawnAt"]);
        Assert.Equal([",2030-03-11T01:00:00Z", ","], (await district.CsvAsync($"campaigns/{District.Campaign}/pairings")).OrderBy(it => it.Split(',')[1], StringComparer.Ordinal).Select(it => it[it.LastIndexOf(',')..]));
        await Eventually.HoldsAsync(() => Task.FromResult(district.Told.Of<MemberPairingsChanged>().SelectMany(it => it.Items).Any(it => it is { Household: "h1", Status: "confirmed", ContactWithdrawn: true })));
        Assert.DoesNotContain(district.Told.Of<MemberPairingsChanged>().SelectMany(it => it.Items), it => it is { Household: "h2", ContactWithdrawn: true });

        district.Time.Pass(TimeSpan.FromHours(1));
        await SayAsync(district, Word("h1", "refused", 4)); // no again: since the first no
        Assert.Equal(at, (DateTime)(await district.GetAsync(path))["contactWithdrawnAt"]!);
        await SayAsync(district, Word("h1", "given", 5));
        Assert.Null((await district.GetAsync(path))["contactWithdrawnAt"]);
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 confirmed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task In_whatever_order_they_are_told_the_highest_version_holds(string provider)
    {
        await using var district = await OpenAsync(provider);
        var chance = new Random(7);
        for (var round = 0; round < 12; round++)
        {
            var words = Enumerable.Range(1, 5).Select(at => Word("h1", chance.Next(3) switch { 0 => "given", 1 => "refused", _ => "withdrawn" }, 10 * round + at)).ToArray();
            var told = words.Concat(words).ToArray();
            chance.Shuffle(told);
            // One by one, and several in a fact.
            foreach (var some in told.Chunk(1 + round % 3)) await SayAsync(district, some);
            var last = words[^1];
            var kept = await district.InStoreAsync(db => db.Contacts.SingleAsync(it => it.Id == "h1"));
            Assert.Equal((last.Holds != "given", last.Version), (kept.IsWithdrawn, kept.Version));
            var pairing = await district.InStoreAsync(db => db.Pairings.SingleAsync(it => it.Household == "h1"));
            Assert.Equal(kept.IsWithdrawn, pairing.ContactWithdrawnAt is not null);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_declines_is_proposed_to_nobody_and_raises_no_alarm_until_it_consents_again(string provider)
    {
        await using var district = await OpenAsync(provider);
        await SayAsync(district, Word("h3", "refused", 1)); // before anything else is heard of it
        await district.EnterAsync((District.Household("h3"), East(1_990)), (District.Household("h4"), East(2_500)));
        await SayAsync(district, Word("h4", "withdrawn", 1));
        await district.LookAndWaitAsync();
        district.Time.Pass(TimeSpan.FromDays(9));
        await district.LookAndWaitAsync();
        Assert.Empty(await district.WaitingAsync());
        Assert.Empty(district.Told.Of<HouseholdsLeftWaiting>());
        var figures = (await district.RunAsync())["figures"]!;
        Assert.Equal("2 0", $"{figures["households"]} {figures["leftOut"]}");

        await SayAsync(district, Word("h3", "given", 2));
        await district.LookAndWaitAsync();
        Assert.Equal(["h3 household-entered false"], await district.WaitingAsync());
        Assert.Equal(district.Time.GetUtcNow().UtcDateTime, (DateTime)(await district.GetAsync($"campaigns/{District.Campaign}/waiting"))["items"]![0]!["since"]!);
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 confirmed", "h3 m3 1 proposed"], await district.PairingsAsync());
        await SayAsync(district, Word("h3", "withdrawn", 3));
        await district.LookAndWaitAsync();
        Assert.Empty(await district.WaitingAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_declines_after_a_run_has_looked_is_skipped_when_it_is_adopted(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.EnterAsync((District.Household("h3"), East(1_990)));
        var run = await district.RunAsync();
        await SayAsync(district, Word("h3", "refused", 1));
        var adoption = await district.AdoptAsync(run);
        Assert.Equal("0 2 1", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 confirmed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_stands_with_who_declines_is_neither_parted_nor_given_a_second_helper_and_its_seat_is_taken(string provider)
    {
        await using var district = await OpenAsync(provider, secondPlace: true);
        await SayAsync(district, Word("h1", "withdrawn", 1));
        await district.EnterAsync((District.Household("h3"), East(0)));
        await district.RegisterAsync(At("m4", 20));
        var run = await district.RunAsync(new { locked = false });
        // m1, who is nearest to h3, helps h1 still; m4, who would be a second helper of h1, is given h3.
        Assert.Equal(["h2,m2,1,1", "h2,m3,1,2", "h3,m4,1,1"], (await district.CsvAsync($"runs/{run["id"]}/pairs")).Select(it => string.Join(',', it.Split(',')[..4])).Order(StringComparer.Ordinal));
        Assert.Empty((await district.GetAsync($"runs/{run["id"]}/partings"))["items"]!.AsArray());
        var adoption = await district.AdoptAsync(run, new { confirmParting = true });
        Assert.Equal("2 2 0 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]} {adoption["parted"]}");
        Assert.Equal(["h1 m1 1 confirmed", "h2 m2 1 confirmed", "h2 m3 2 proposed", "h3 m4 1 proposed"], await district.PairingsAsync());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Such_a_pairing_is_not_confirmed_and_is_closed_with_that_reason(string provider)
    {
        await using var district = await OpenAsync(provider);
        await district.EnterAsync((District.Household("h3"), East(1_990)));
        await district.PairAsync();
        await SayAsync(district, Word("h1", "withdrawn", 1), Word("h3", "refused", 1));
        var proposal = await district.PairingAsync("h3", "m3");
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        Assert.Equal("409 contact-not-withdrawn", await District.RefusedAsync(organ, $"pairings/{proposal}/confirm"));
        var ended = await district.PostAsync($"pairings/{await district.PairingAsync("h1", "m1")}/end", new { reason = "本户撤回同意" });
        Assert.Equal("ended contact-withdrawn 本户撤回同意", $"{ended["status"]} {ended["reason"]} {ended["words"]}");
        await district.PostAsync($"pairings/{await district.PairingAsync("h2", "m2")}/end", new { reason = "统筹调整" });
        Assert.Equal(["h1 m1 1 ended contact-withdrawn", "h2 m2 1 ended ended-by-committee", "h3 m3 1 proposed"], await district.PairingsAsync());

        // Once it consents again, the same two may be proposed; whom the committee parted, not.
        await SayAsync(district, Word("h1", "given", 2), Word("h3", "given", 2));
        await district.PostAsync($"pairings/{proposal}/confirm", caller: district.Service.As(Role.Organ, District.Code, District.Organ));
        await district.LookAndWaitAsync();
        district.Time.Pass(quiet);
        await district.LookAndWaitAsync();
        Assert.Contains("h1 m1 1 proposed", await district.PairingsAsync());
    }
}
