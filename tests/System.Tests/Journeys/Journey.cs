using System.Text.Json;
using Support;
using Xunit;

namespace SystemTests;

/// <summary>
/// The whole of one small campaign in a district of its own, through the gateway and by those who do it in earnest: two
/// organs, two communities, three members, two households, then one of them leaves and another comes.
/// </summary>
sealed class Journey(Served served, HttpClient administrator, Quiet quiet) : IDisposable
{
    public const string City = "320100000000", District = "320104000000", One = "320104001001", Two = "320104002001", Campaign = "journey";

    readonly Dictionary<string, HttpClient> people = new(StringComparer.Ordinal);

    public HttpClient Department => people["department"];
    public HttpClient Bureau => people["bureau"];

    public async Task GoAsync()
    {
        await PeopleAsync();
        await ListsAsync();
        await PairAsync("organizations", ["organ-1 community-2 JO1 JC2", "organ-2 community-1 JO2 JC1"]);
        await PairAsync("members", ["member-1 community-2 M1 H2", "organ-2 community-1 M2 H1"]);
        await OffersAsync();
        await HouseholdLeavesAsync();
        await NewcomerAsync();
    }

    async Task PeopleAsync()
    {
        async Task Make(string user, string role, string area, string? organization = null, string? member = null) =>
            people[user] = await served.NewAsync(administrator, "journey-" + user, role, area, organization, member);
        await Make("department", "organization-department", City);
        await Make("bureau", "civil-affairs", City);
        await Make("organ-1", "organ", District, "JO1");
        await Make("organ-2", "organ", District, "JO2");
        await Make("community-1", "community", One, "JC1");
        await Make("community-2", "community", Two, "JC2");
        await Make("member-1", "member", District, "JO1", "M1");
        await Make("member-3", "member", District, "JO2", "M3");
    }

    async Task ListsAsync()
    {
        await administrator.SendAsync("/api/v1/organizations/areas/import", $"""
            code,name,level,parent
            {City},南京市,city,
            {District},秦淮区,district,{City}
            320104001000,一街道,street,{District}
            320104002000,二街道,street,{District}
            {One},一社区,community,320104001000
            {Two},二社区,community,320104002000
            """);
        await Department.SendAsync("/api/v1/organizations/units/import", $"""
            id,name,kind,area,parent,longitude,latitude,crs,seats,secretary
            JC1,一社区党委,community,{One},,118.79,32.01,,1,
            JC2,二社区党委,community,{Two},,118.80,32.02,,1,
            JO1,机关一支部,organ,{District},,118.79,32.01,,1,
            JO2,机关二支部,organ,{District},,118.80,32.02,,1,
            """);
        await Department.DoAsync("/api/v1/organizations/campaigns", new
        {
            id = Campaign, name = "双结对、双提升", area = District, starts = "2026-01-01", dockingDeadline = "2026-12-31", memberRules = new { secondPlace = false },
        });
        await quiet.WaitAsync();
        await Department.SendAsync("/api/v1/members/register/import", $"""
            id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats
            M1,党员一,,,JO1,{One},118.79,32.01,,legal,1
            M2,党员二,,,JO2,{Two},118.80,32.02,,,1
            M3,党员三,,,JO2,{Two},118.80,32.02,,digital,1
            """);
        await Bureau.SendAsync("/api/v1/households/register/import", $"""
            id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of
            H1,户主一,,,{One},门牌一号,118.79,32.01,,minimum-living,legal,2026-01-01
            H2,户主二,,,{Two},门牌二号,118.80,32.02,,disability,medical,2026-01-01
            """);
        await quiet.WaitAsync();
        // The farther one, on both sides: without these choices the pairs would be others.
        await Department.SendAsync($"/api/v1/organizations/campaigns/{Campaign}/choices/import", "from,to,rank\nJO1,JC2,1\nJC2,JO1,1\n");
        await Department.SendAsync($"/api/v1/members/campaigns/{Campaign}/choices/import", "from,to,rank\nM1,H2,1\nH2,M1,1\nM2,H1,1\nH1,M2,1\n");
        await people["community-1"].DoAsync("/api/v1/volunteering/posts", new
        {
            id = "P1", title = "数字助老", area = One, community = "JC1", places = 2, skills = new[] { "digital" }, kind = "open-ended", from = "2026-01-01", until = (string?)null, note = (string?)null,
        });
        await quiet.WaitAsync();
    }

    /// <summary>Runs the engine, adopts, and lets both sides of each new pair confirm.</summary>
    /// <param name="expected">who confirms for each side, and the pair</param>
    async Task PairAsync(string service, string[] expected)
    {
        var run = (await Department.DoAsync($"/api/v1/{service}/campaigns/{Campaign}/runs")).Id();
        await Eventually.HoldsAsync(async () => (await Department.SeeAsync($"/api/v1/{service}/runs/{run}")).Text("state") is "done" or "failed");
        var adoption = await Department.AdoptAsync(service, run);
        Assert.Equal(expected.Length, adoption.GetProperty("proposed").GetInt32());
        await quiet.WaitAsync();
        foreach (var words in expected.Select(it => it.Split(' ')))
        {
            var id = (await OneOfAsync(service, words[2], words[3])).Id();
            foreach (var side in words[..2]) await people[side].DoAsync($"/api/v1/{service}/pairings/{id}/confirm");
            Assert.Equal("confirmed", (await OneOfAsync(service, words[2], words[3])).Text("status"));
        }
        await quiet.WaitAsync();
    }

    async Task<JsonElement> OneOfAsync(string service, string one, string other, bool past = false) => Assert.Single(
        await Served.AllAsync(Department, $"/api/v1/{service}/campaigns/{Campaign}/pairings?past={(past ? "true" : "false")}"),
        item => item.Text(service == "organizations" ? "organization" : "member") == one && item.Text(service == "organizations" ? "community" : "household") == other);

    /// <summary>Who was left idle is offered a post, and takes it.</summary>
    async Task OffersAsync()
    {
        await Eventually.HoldsAsync(async () => (await Served.AllAsync(people["member-3"], "/api/v1/volunteering/offers")).Count == 1);
        await people["member-3"].DoAsync("/api/v1/volunteering/posts/P1/claims");
        await quiet.WaitAsync();
    }

    async Task HouseholdLeavesAsync()
    {
        await Bureau.DoAsync("/api/v1/households/register/H2/end", new { reason = "moved-away", on = "2026-01-02" });
        await quiet.WaitAsync();
        var ended = await OneOfAsync("members", "M1", "H2", past: true);
        Assert.Equal("ended household-left", $"{ended.Text("status")} {ended.Text("reason")}");
    }

    /// <summary>The helper who became free is paired again; the other pair stays as it is.</summary>
    async Task NewcomerAsync()
    {
        await Bureau.SendAsync("/api/v1/households/register/import", $"""
            id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of
            H3,户主三,,,{Two},门牌三号,118.80,32.02,,elder-alone,legal,2026-01-03
            """);
        await quiet.WaitAsync();
        await Department.SendAsync($"/api/v1/members/campaigns/{Campaign}/choices/import", "from,to,rank\nM1,H3,1\nH3,M1,1\nM2,H1,1\nH1,M2,1\n");
        await quiet.WaitAsync();
        await PairAsync("members", ["member-1 community-2 M1 H3"]);
    }

    public void Dispose()
    {
        foreach (var http in people.Values) http.Dispose();
    }
}
