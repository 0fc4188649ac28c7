using System.Net;
using Contracts.Organizations;
using Contracts.Organizations.V1;
using Grpc.Core;
using Support;

namespace Organizations.Tests;

public sealed class PairingTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_pairing_is_confirmed_when_both_sides_have(string provider)
    {
        await using var office = await AdoptedAsync(provider);
        var (organ, community) = (office.As("organ", "320102", "o1"), office.As("community", "320102002001"));
        var id = await IdAsync(office, "o1", "c1");
        var reply = await organ.PostAsync($"pairings/{id}/confirm", null, HttpStatusCode.OK);
        Assert.Equal("proposed", reply["status"]!.GetValue<string>());
        await organ.PostAsync($"pairings/{id}/confirm", null, HttpStatusCode.OK);
        reply = await community.PostAsync($"pairings/{id}/confirm", null, HttpStatusCode.OK);
        Assert.Equal(("confirmed", 3L), (reply["status"]!.GetValue<string>(), reply["version"]!.GetValue<long>()));
        Assert.Equal(["proposed 2", "confirmed 3"], [await ToldAsync(office), await ToldAsync(office)]);
        // Neither side goes back on it by itself; who runs the campaign may end it.
        await community.PostAsync($"pairings/{id}/decline", new { reason = "改主意" }, HttpStatusCode.Conflict);
        await office.Department.PostAsync($"pairings/{id}/end", new { reason = "" }, HttpStatusCode.BadRequest);
        reply = await office.Department.PostAsync($"pairings/{id}/end", new { reason = "机构合并" }, HttpStatusCode.OK);
        Assert.Equal(("ended", "机构合并"), (reply["status"]!.GetValue<string>(), reply["reason"]!.GetValue<string>()));
        Assert.Equal("ended 4", await ToldAsync(office));
        await organ.PostAsync($"pairings/{id}/confirm", null, HttpStatusCode.Conflict);
        Assert.DoesNotContain(id, (await organ.GetAsync("campaigns/k1/pairings", HttpStatusCode.OK)).Ids());
        Assert.Contains(id, (await organ.GetAsync("campaigns/k1/pairings?past=true", HttpStatusCode.OK)).Ids());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_declined_is_kept_apart_and_who_stands_keeps_its_seat(string provider)
    {
        await using var office = await AdoptedAsync(provider);
        var before = await PairsAsync(office);
        Assert.Equal(["o1 c1 1", "o2 c1 2", "o2 c2 1"], before);
        await office.As("community", "320102002001").PostAsync($"pairings/{await IdAsync(office, "o1", "c1")}/decline", new { reason = "已有共建单位" }, HttpStatusCode.OK);
        Assert.Equal("declined 2", await ToldAsync(office));
        var run = await office.RunAsync();
        var figures = (await office.Department.GetAsync("runs/" + run, HttpStatusCode.OK))["figures"]!;
        Assert.Equal((3, 2), (figures["pairs"]!.GetValue<int>(), figures["standing"]!.GetValue<int>()));
        var adoption = await office.AdoptAsync(run);
        Assert.Equal((1, 2), (adoption["proposed"]!.GetValue<int>(), adoption["kept"]!.GetValue<int>()));
        Assert.Equal(["o1 c3 1", "o2 c1 2", "o2 c2 1"], await PairsAsync(office));

        // An ended pairing leaves a seat in front of one that is held: the next newcomer takes it.
        await office.Department.PostAsync($"pairings/{await IdAsync(office, "o1", "c3")}/end", new { reason = "调剂" }, HttpStatusCode.OK);
        await office.Department.TakeAsync("units", "id,name,kind,area,longitude,latitude,seats\no3,区审计局机关党支部,organ,320102000000,118.791,32.051,1\n");
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no3,c1,1\no1,c3,1\n");
        await office.AdoptAsync(await office.RunAsync());
        Assert.Equal(["o1 c3 1", "o2 c1 2", "o2 c2 1", "o3 c1 1"], await PairsAsync(office));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_run_that_looked_before_pairings_changed_is_not_adopted(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var (first, second) = (await office.RunAsync(), await office.RunAsync());
        await office.AdoptAsync(first);
        var problem = await office.Department.PostAsync($"runs/{second}/adopt", null, HttpStatusCode.Conflict);
        Assert.Equal("run-is-current", problem["rule"]!.GetValue<string>());
        Assert.Equal("done", (await office.Department.GetAsync("runs/" + second, HttpStatusCode.OK))["state"]!.GetValue<string>());
        Assert.Equal(3, (await PairsAsync(office)).Length);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_changed_since_a_run_is_respected_when_it_is_adopted(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        const string header = "id,name,kind,area,seats\n";
        var organs = Enumerable.Range(1, 6).Select(at => $"o{at},机关{at},organ,320102000000,1\n");
        await office.Department.TakeAsync("units", header + string.Concat(organs)
            + "c1,甲,community,320102002001,2\nc2,乙,community,320102002002,1\nc3,丙,community,320102003001,3\n");
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no1,c1,1\no2,c1,1\nc1,o2,1\no3,c2,1\no4,c3,1\no5,c3,1\no6,c3,1\n");
        var run = await office.RunAsync();
        // One receives fewer, one is no community any more, one has moved away, one is of a kind that takes no part.
        await office.As("organization-department", "3201").TakeAsync("units", header
            + "c1,甲,community,320102002001,1\nc2,乙,enterprise,320102002002,1\no4,机关4,organ,320104000000,1\no5,机关5,street,320102000000,1\n");
        var adoption = await office.AdoptAsync(run);
        Assert.Equal((2, 0, 4), (adoption["proposed"]!.GetValue<int>(), adoption["kept"]!.GetValue<int>(), adoption["skipped"]!.GetValue<int>()));
        Assert.Equal(["o2 c1 1", "o6 c3 1"], await PairsAsync(office));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_community_that_moves_takes_its_choices_and_standing_pairings_along(string provider)
    {
        await using var office = await AdoptedAsync(provider);
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\nc1,o1,1\n");
        await office.Department.PostAsync($"pairings/{await IdAsync(office, "o1", "c1")}/end", new { reason = "调剂" }, HttpStatusCode.OK);
        Assert.Equal("ended 2", await ToldAsync(office));
        await office.Department.TakeAsync("units", "id,name,kind,area,seats\nc1,兰园社区党委,community,320102003001,2\n");
        var told = (await office.Told.NextAsync<OrganizationPairingsChanged>()).Items.Single();
        Assert.Equal(("o2", "320102003001", "proposed", 2L), (told.Organization, told.Area, told.Status, told.Version));
        Assert.Equal(["o2 c1 2"], await PairsAsync(office, office.As("community", "320102003001", "c1")));
        Assert.Empty(await PairsAsync(office, office.As("community", "320102002001")));
        Assert.Equal(["320102003001"], await office.InStoreAsync(db => Task.FromResult(db.Choices.Where(it => it.Organization == "c1").Select(it => it.Area).ToArray())));

        var body = new { name = "兰园社区党委", kind = "community", area = "320102002002", seats = 2 };
        await office.Department.PutAsync("units/c1", body, ifMatch: 2, HttpStatusCode.OK);
        Assert.Equal("320102002002", (await office.Told.NextAsync<OrganizationPairingsChanged>()).Items.Single().Area);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_answers_for_another_or_sees_anothers_pairings(string provider)
    {
        await using var office = await AdoptedAsync(provider);
        var (own, other) = (await IdAsync(office, "o1", "c1"), await IdAsync(office, "o2", "c2"));
        Assert.Equal(["o1 c1 1", "o2 c1 2"], await PairsAsync(office, office.As("community", "320102002001")));
        Assert.Equal(["o1 c1 1"], await PairsAsync(office, office.As("organ", "320102", "o1")));
        Assert.Empty(await PairsAsync(office, office.As("street", "320102003")));
        Assert.Empty(await PairsAsync(office, office.As("member", "320102", member: "m1")));
        await office.As("community", "320104001001").GetAsync("campaigns/k1/pairings", HttpStatusCode.NotFound);
        foreach (var stranger in new[] { office.As("community", "320104001001"), office.As("organ", "320102", "o2"), office.As("street", "320102003") })
            await stranger.GetAsync("pairings/" + own, HttpStatusCode.NotFound);
        await office.As("community", "320102002001").PostAsync($"pairings/{other}/confirm", null, HttpStatusCode.NotFound);
        await office.As("organ", "320102", "o1").PostAsync($"pairings/{other}/decline", new { reason = "不合适" }, HttpStatusCode.NotFound);
        await office.As("organization-department", "320104").PostAsync($"pairings/{own}/end", new { reason = "不合适" }, HttpStatusCode.NotFound);

        using var channel = office.Service.Channel();
        var pairings = new OrganizationPairings.OrganizationPairingsClient(channel);
        var listed = new List<string>();
        await foreach (var it in pairings.List(new ListOrganizationPairings { Campaign = "k1" }, office.Service.Headers("community", "320102002001")).ResponseStream.ReadAllAsync())
            listed.Add($"{it.Organization} {it.Community} {it.Seat} {it.Status} {it.Area}");
        Assert.Equal(["o1 c1 1 proposed 320102002001", "o2 c1 2 proposed 320102002001"], listed);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_seat_beside_one_that_is_held_counts_as_farther(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.As("administrator").TakeAsync("areas", Samples.Areas);
        await office.Department.PostAsync("campaigns", Samples.Campaign(), HttpStatusCode.Created);
        // On one line, a hundredth of a degree of latitude being 1,112 m: the near community 556 m away, the far one 1,334 m.
        const string header = "id,name,kind,area,longitude,latitude,seats\n";
        await office.Department.TakeAsync("units", header
            + "near,甲,community,320102002001,118.79,32.050,3\no1,丙,organ,320102000000,118.79,32.050,1\n");
        await office.AdoptAsync(await office.RunAsync());
        await office.Department.TakeAsync("units", header
            + "far,乙,community,320102002002,118.79,32.067,3\no2,丁,organ,320102000000,118.79,32.055,1\no3,戊,organ,320102000000,118.79,32.055,2\n");
        await office.AdoptAsync(await office.RunAsync());
        // The second seat of the near one is 1,556 m away by its load, so both go to the far one while its first seat is free;
        // beside each other there they pay the load too: the second to come is better off at the near one.
        Assert.Equal(["o1 near 1", "o2 far 1", "o3 far 2", "o3 near 2"], await PairsAsync(office));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_adoption_sent_again_under_its_key_is_one_adoption(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        var run = await office.RunAsync();
        var department = office.Department;
        department.DefaultRequestHeaders.Add("Idempotency-Key", "adopt");
        for (var time = 0; time < 3; time++)
            Assert.Equal(run, (await department.PostAsync($"runs/{run}/adopt", null, HttpStatusCode.Accepted))["id"]!.GetValue<string>());
        Assert.Equal(3, (await office.AdoptionEndsAsync(run))["adoption"]!["proposed"]!.GetValue<int>());
        Assert.Equal(3, (await PairsAsync(office)).Length);
    }

    static async Task<Office> AdoptedAsync(string provider)
    {
        var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        await office.Department.TakeAsync("campaigns/k1/choices", "from,to,rank\no2,c1,1\n");
        await office.AdoptAsync(await office.RunAsync());
        await office.Told.NextAsync<OrganizationPairingsChanged>();
        return office;
    }

    static Task<string[]> PairsAsync(Office office) => PairsAsync(office, office.Department);

    static async Task<string[]> PairsAsync(Office office, HttpClient caller)
    {
        var page = await caller.GetAsync("campaigns/k1/pairings", HttpStatusCode.OK);
        return [.. page["items"]!.AsArray().Select(it => $"{it!["organization"]} {it["community"]} {it["seat"]}").Order(StringComparer.Ordinal)];
    }

    static async Task<string> IdAsync(Office office, string organization, string community)
    {
        var page = await office.Department.GetAsync("campaigns/k1/pairings", HttpStatusCode.OK);
        return page["items"]!.AsArray().Single(it => $"{it!["organization"]} {it["community"]}" == $"{organization} {community}")!["id"]!.GetValue<string>();
    }

    static async Task<string> ToldAsync(Office office)
    {
        var change = (await office.Told.NextAsync<OrganizationPairingsChanged>()).Items.Single();
        return $"{change.Status} {change.Version}";
    }
}
