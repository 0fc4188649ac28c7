using System.Net;
using System.Net.Http.Json;
using Contracts;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;
using Support;

namespace Members.Tests;

public sealed class PairingTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Coordinates East(double metres) => new(118.8 + metres / 94_300, 32.05);

    static string At(string id, double metres, string seats = "", string organization = District.Organ) => District.Row(
        id, longitude: East(metres).Longitude.ToString("R", System.Globalization.CultureInfo.InvariantCulture), seats: seats, organization: organization);

    /// <summary>h1 with m1, h2 (of another street) with m2 (of another organ), and nobody for m3 but to be the second helper of h2.</summary>
    static async Task<District> PairedAsync(string provider, PairingRules? rules = null)
    {
        var district = await District.OpenAsync(provider, rules);
        await district.Service.TellAsync(new OrganizationPairingsChanged(
            District.Campaign, [new("p1", District.Organ, "community-2", District.Second, "proposed", district.Time.GetUtcNow().UtcDateTime, null, 1)]));
        await district.RegisterAsync(At("m1", 10), At("m2", 1_000, organization: District.OtherOrgan), At("m3", 3_000));
        await district.EnterAsync((District.Household("h1"), East(0)), (District.Household("h2", District.OtherStreet), East(1_010)));
        var adoption = await district.PairAsync();
        Assert.Equal(rules?.SecondPlace == false ? 2 : 3, (int)adoption["proposed"]!);
        return district;
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_adopted_run_proposes_its_pairs_once_and_tells_who_is_idle(string provider)
    {
        await using var district = await PairedAsync(provider, new PairingRules(SecondPlace: false));
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
        var runs = await district.GetAsync($"campaigns/{District.Campaign}/runs");
        using var http = district.Department;
        Assert.Equal("409 run-is-done", await District.RefusedAsync(http, $"runs/{runs["items"]![0]!["id"]}/adopt"));
        var told = Assert.Single(await district.Told.WaitAsync<MemberPairingsChanged>(1));
        Assert.Equal(
            ["h1 m1 organ-1 320102002001 1 1 proposed 1", "h2 m2 organ-2 320102003001 1 1 proposed 1"],
            told.Items.Select(it => $"{it.Household} {it.Member} {it.Organization} {it.Area} {it.Stage} {it.Seat} {it.Status} {it.Version}"));
        var idle = Assert.Single((await district.Told.WaitAsync<HelpersLeftIdle>(1))[0].Items);
        Assert.Equal(("m3", District.Organ, District.First), (idle.Member, idle.Organization, idle.Area));
        Assert.Equal([District.Second], idle.Paired);
        var csv = await district.CsvAsync($"campaigns/{District.Campaign}/pairings");
        Assert.Equal(
            ["h1,m1,organ-1,320102002001,1,1,10.0,proposed,2030-03-10T01:00:00Z,,,", "h2,m2,organ-2,320102003001,1,1,10.0,proposed,2030-03-10T01:00:00Z,,,"],
            csv.Select(it => it[(it.IndexOf(',') + 1)..]).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_pairing_is_confirmed_once_both_sides_have(string provider)
    {
        await using var district = await PairedAsync(provider);
        var id = await district.PairingAsync("h1", "m1");
        HttpClient Member(string id) => district.Service.As(Role.Member, District.Code, District.Organ, id);
        HttpClient Community(string area) => district.Service.As(Role.Community, area);
        using (var other = Member("m2")) Assert.Equal("404 pairing-is-known", await District.RefusedAsync(other, $"pairings/{id}/confirm"));
        using (var other = Community(District.OtherStreet)) Assert.Equal("404 pairing-is-known", await District.RefusedAsync(other, $"pairings/{id}/confirm"));
        Assert.Equal("proposed", (string?)(await district.PostAsync($"pairings/{id}/confirm", caller: Member("m1")))["status"]);
        var again = await district.PostAsync($"pairings/{id}/confirm", caller: district.Service.As(Role.Organ, District.Code, District.Organ));
        Assert.Equal(("proposed", 2), ((string?)again["status"], (int)again["version"]!));
        Assert.Equal("confirmed", (string?)(await district.PostAsync($"pairings/{id}/confirm", caller: Community(District.First)))["status"]);
        using (var member = Member("m1"))
            Assert.Equal("409 pairing-awaits-confirmation", await District.RefusedAsync(member, $"pairings/{id}/decline", new { reason = "太远" }));
        // Facts may arrive in any order: their versions tell what came later.
        var told = (await district.Told.WaitAsync<MemberPairingsChanged>(3)).SelectMany(it => it.Items).Where(it => it.Version > 1);
        Assert.Equal(["proposed 2", "confirmed 3"], told.OrderBy(it => it.Version).Select(it => $"{it.Status} {it.Version}"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Many_are_confirmed_at_once_or_none(string provider)
    {
        await using var district = await PairedAsync(provider);
        string[] ids = [await district.PairingAsync("h1", "m1"), await district.PairingAsync("h2", "m3"), await district.PairingAsync("h2", "m2")];
        using (var organ = district.Service.As(Role.Organ, District.Code, District.Organ))
        {
            Assert.Equal("404 pairing-is-known", await District.RefusedAsync(organ, $"campaigns/{District.Campaign}/pairings/confirm", new { ids }));
            Assert.Equal("400 is-given", await District.RefusedAsync(organ, $"campaigns/{District.Campaign}/pairings/confirm", new { ids = Array.Empty<string>() }));
        }
        var confirmed = await district.PostAsync(
            $"campaigns/{District.Campaign}/pairings/confirm", new { ids = ids[..2] }, district.Service.As(Role.Organ, District.Code, District.Organ));
        Assert.Equal(2, confirmed["items"]!.AsArray().Count(it => it!["memberConfirmedAt"] is not null));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_side_sees_the_pairings_that_are_its_own(string provider)
    {
        await using var district = await PairedAsync(provider);
        Assert.Equal(["h1 m1 1 proposed", "h2 m3 2 proposed"], await district.PairingsAsync(district.Service.As(Role.Organ, District.Code, District.Organ)));
        Assert.Equal(["h2 m3 2 proposed"], await district.PairingsAsync(district.Service.As(Role.Member, District.Code, District.Organ, "m3")));
        Assert.Equal(["h1 m1 1 proposed"], await district.PairingsAsync(district.Service.As(Role.Community, District.First)));
        Assert.Equal(["h2 m2 1 proposed", "h2 m3 2 proposed"], await district.PairingsAsync(district.Service.As(Role.Street, "320102003")));
        using var far = district.Service.As(Role.OrganizationDepartment, "320104");
        Assert.Equal(HttpStatusCode.NotFound, (await far.GetAsync($"/api/v1/members/campaigns/{District.Campaign}/pairings")).StatusCode);
        using var administrator = district.Service.As(Role.Administrator, District.Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.GetAsync($"/api/v1/members/campaigns/{District.Campaign}/pairings")).StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_a_side_declines_is_not_proposed_again(string provider)
    {
        await using var district = await PairedAsync(provider, new PairingRules(SecondPlace: false));
        var id = await district.PairingAsync("h1", "m1");
        using (var community = district.Service.As(Role.Community, District.First))
            Assert.Equal("400 is-given", await District.RefusedAsync(community, $"pairings/{id}/decline", new { reason = " " }));
        var declined = await district.PostAsync($"pairings/{id}/decline", new { reason = "家属不同意" }, district.Service.As(Role.Community, District.First));
        Assert.Equal("declined declined-by-household 家属不同意", $"{declined["status"]} {declined["reason"]} {declined["words"]}");
        using (var community = district.Service.As(Role.Community, District.First))
            Assert.Equal("409 pairing-stands", await District.RefusedAsync(community, $"pairings/{id}/confirm"));
        var adoption = await district.PairAsync();
        Assert.Equal("1 1 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.Equal(["h1 m1 1 declined declined-by-household", "h1 m3 1 proposed", "h2 m2 1 proposed"], await district.PairingsAsync());
        Assert.DoesNotContain("家属", district.Told.Text);
        async Task<string> Words(HttpClient caller) => (string?)(await district.GetAsync($"pairings/{id}", caller))["words"] ?? "";
        Assert.Equal("家属不同意", await Words(district.Department));
        Assert.Equal("家属不同意", await Words(district.Service.As(Role.Community, District.First)));
        Assert.Equal("", await Words(district.Service.As(Role.Organ, District.Code, District.Organ)));
        foreach (var role in new[] { Role.Street, Role.Inspector, Role.Auditor }) Assert.Equal("", await Words(district.Service.As(role, District.Code)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_that_leaves_ends_its_pairings_and_may_come_back(string provider)
    {
        await using var district = await PairedAsync(provider);
        await district.TellHouseholdsAsync(District.Household("h2", District.OtherStreet, active: false, version: 3));
        await district.TellHouseholdsAsync(District.Household("h2", District.OtherStreet, active: true, version: 2));
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 ended household-left", "h2 m3 2 ended household-left"], await district.PairingsAsync());
        var told = (await district.Told.WaitAsync<MemberPairingsChanged>(2)).SelectMany(it => it.Items).Where(it => it.Version > 1).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, it => Assert.Equal(("ended", "household-left", true), (it.Status, it.Reason, it.Until is not null)));
        await district.TellHouseholdsAsync(District.Household("h2", District.OtherStreet, version: 4));
        await district.PairAsync();
        Assert.Equal(5, (await district.PairingsAsync()).Length);
        Assert.NotEmpty(await district.PairingAsync("h2", "m2"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_that_moves_takes_its_pairings_to_its_new_community(string provider)
    {
        await using var district = await PairedAsync(provider);
        await district.TellHouseholdsAsync(District.Household("h1", District.Second, version: 2));
        Assert.Equal(["h1 m1 1 proposed"], await district.PairingsAsync(district.Service.As(Role.Community, District.Second)));
        Assert.Empty(await district.PairingsAsync(district.Service.As(Role.Community, District.First)));
        var told = (await district.Told.WaitAsync<MemberPairingsChanged>(2)).SelectMany(it => it.Items).Single(it => it.Version == 2);
        Assert.Equal(("h1", District.Second), (told.Household, told.Area));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_that_leaves_service_ends_its_pairings_and_one_that_moves_takes_them_along(string provider)
    {
        await using var district = await PairedAsync(provider);
        await district.RegisterAsync(At("m2", 1_000, organization: District.Organ));
        Assert.Equal(3, (await district.PairingsAsync(district.Service.As(Role.Organ, District.Code, District.Organ))).Length);
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        organ.DefaultRequestHeaders.IfMatch.Add(new("\"1\""));
        using var answer = await organ.PutAsJsonAsync("/api/v1/members/register/m1", new { skills = Array.Empty<string>(), seats = 1, inService = false });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["h1 m1 1 ended member-left", "h2 m2 1 proposed", "h2 m3 2 proposed"], await district.PairingsAsync());
        var adoption = await district.PairAsync();
        Assert.Equal("1 2", $"{adoption["proposed"]} {adoption["kept"]}");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Standing_pairings_are_locked_and_newcomers_fill_what_is_open(string provider)
    {
        await using var district = await PairedAsync(provider);
        await district.RegisterAsync(At("m4", 5, seats: "2"));
        await district.EnterAsync((District.Household("h3"), East(4)), (District.Household("h4"), East(6)));
        var adoption = await district.PairAsync();
        Assert.Equal("2 3 0", $"{adoption["proposed"]} {adoption["kept"]} {adoption["skipped"]}");
        Assert.Equal(["h1 m1 1 proposed", "h2 m2 1 proposed", "h2 m3 2 proposed", "h3 m4 1 proposed", "h4 m4 1 proposed"], await district.PairingsAsync());
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        organ.DefaultRequestHeaders.IfMatch.Add(new("\"1\""));
        using var answer = await organ.PutAsJsonAsync("/api/v1/members/register/m4", new { skills = Array.Empty<string>(), seats = 1, inService = true });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        using var http = district.Department;
        Assert.Equal(["2 seats seats-hold-standing-pairings"], await district.FaultsAsync(http, "register/import", District.Header, At("m4", 5, seats: "1")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Another_role_gives_nobody_a_say_for_a_side_that_is_not_its_own(string provider)
    {
        await using var district = await PairedAsync(provider);
        var (own, other) = (await district.PairingAsync("h1", "m1"), await district.PairingAsync("h2", "m2"));
        using (var organ = district.Service.As(Role.Organ + " " + Role.WorkCommittee, District.Code, District.Organ))
        {
            Assert.Equal("404 pairing-is-known", await District.RefusedAsync(organ, $"pairings/{other}/confirm"));
            Assert.Equal("404 pairing-is-known", await District.RefusedAsync(organ, $"pairings/{other}/decline", new { reason = "x" }));
        }
        var confirmed = await district.PostAsync($"pairings/{own}/confirm", caller: district.Service.As(Role.Organ + " " + Role.WorkCommittee, District.Code, District.Organ));
        Assert.Equal((true, true), (confirmed["memberConfirmedAt"] is not null, confirmed["householdConfirmedAt"] is null));
        Assert.Equal("m1", (string?)(await district.GetAsync("register/m1", district.Service.As(Role.Community + " " + Role.Member, District.First, District.Organ, "m1")))["id"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_committee_ends_a_pairing_with_a_reason(string provider)
    {
        await using var district = await PairedAsync(provider);
        var id = await district.PairingAsync("h1", "m1");
        using (var organ = district.Service.As(Role.Organ, District.Code, District.Organ))
            Assert.Equal("403 role-may-do-this", await District.RefusedAsync(organ, $"pairings/{id}/end", new { reason = "调整" }));
        var ended = await district.PostAsync($"pairings/{id}/end", new { reason = "统筹调整" });
        Assert.Equal("ended ended-by-committee 统筹调整", $"{ended["status"]} {ended["reason"]} {ended["words"]}");
        using var http = district.Department;
        Assert.Equal("409 pairing-stands", await District.RefusedAsync(http, $"pairings/{id}/end", new { reason = "再次" }));
        Assert.Equal(["ended"], (await district.GetAsync($"campaigns/{District.Campaign}/pairings?past=true"))["items"]!.AsArray().Select(it => (string?)it!["status"]).Where(it => it != "proposed"));
        Assert.Equal(2, (await district.GetAsync($"campaigns/{District.Campaign}/pairings"))["items"]!.AsArray().Count);
    }
}
