using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Contracts.Members;
using Defaults;
using Support;

namespace Members.Tests;

public sealed class RegisterTests(SharedDistrict shared) : IClassFixture<SharedDistrict>
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_of_members_is_taken_in_and_shown_masked(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var receipt = await district.RegisterAsync(
            District.Row("m1", idNumber: "11010519491231002X", phone: "13812345678", skills: "company;medical", seats: "3"),
            District.Row("m2", name: "欧阳娜", organization: District.OtherOrgan, area: District.Second, longitude: "", latitude: ""));
        Assert.Equal((2, 2, 0, 0, 0L), (receipt.Rows, receipt.Added, receipt.Changed, receipt.Unchanged, receipt.Faults));
        Assert.Empty(receipt.Warnings);

        var page = await district.GetAsync("register");
        Assert.Equal(
            """{"items":[{"id":"m1","name":"王**","idNumber":"110***********002X","phone":"138****5678","organization":"organ-1","area":"320102002001","located":true,"skills":["medical","company"],"seats":3,"inService":true,"version":1},{"id":"m2","name":"欧**","idNumber":"","phone":"","organization":"organ-2","area":"320102002002","located":false,"skills":[],"seats":1,"inService":true,"version":1}],"next":null}""",
            Plain(page));
        var told = Assert.Single(await district.Told.WaitAsync<MembersChanged>(1));
        Assert.Equal(["m1", "m2"], told.Items.Select(it => it.Id));
        Assert.Equal((District.Organ, District.First, 3, true, 1L), (told.Items[0].Organization, told.Items[0].Area, told.Items[0].Seats, told.Items[0].InService, told.Items[0].Version));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_list_again_changes_nothing_and_tells_nothing(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        string[] rows = [District.Row("m1", idNumber: "11010519491231002X", phone: "13812345678"), District.Row("m2", crs: "GCJ-02")];
        await district.RegisterAsync(rows);
        var again = await district.RegisterAsync(rows);
        Assert.Equal((2, 0, 0, 2), (again.Rows, again.Added, again.Changed, again.Unchanged));
        var more = await district.RegisterAsync(District.Row("m2", seats: "2", crs: "GCJ-02"), District.Row("m3"));
        Assert.Equal((1, 1, 0), (more.Added, more.Changed, more.Unchanged));
        var told = await district.Told.WaitAsync<MembersChanged>(2);
        Assert.Equal(["m1 1", "m2 1", "m2 2", "m3 1"], told.SelectMany(it => it.Items).Select(it => $"{it.Id} {it.Version}").Order(StringComparer.Ordinal));
    }

    /// <summary>A number whose check character is right, so that it breaks no rule but the one it is made for.</summary>
    static string Number(string first) => first + Contracts.CitizenNumber.CheckCharacter(first);

    public static TheoryData<string, string> BadRows => new()
    {
        { District.Row(""), "2 id is-given" },
        { District.Row(new string('m', 65)), "2 id id-form" },
        { District.Row("a/b"), "2 id id-form" },
        { District.Row("m1", name: ""), "2 name is-given" },
        { District.Row("m1", idNumber: "1234"), "2 id_number id-number-form" },
        { District.Row("m1", idNumber: "110105194912310021"), "2 id_number id-number-check-digit" },
        { District.Row("m1", idNumber: Number("11010519491331002")), "2 id_number id-number-birth-date" },
        { District.Row("m1", idNumber: Number("11010520991231002")), "2 id_number birth-date-not-in-future" },
        { District.Row("m1", phone: "12345"), "2 phone phone-form" },
        { District.Row("m1", organization: ""), "2 organization is-given" },
        { District.Row("m1", organization: "nobody"), "2 organization organization-is-known" },
        { District.Row("m1", organization: District.FarOrgan), "2 organization area-in-scope" },
        { District.Row("m1", area: "320102002003"), "2 area area-is-known" },
        { District.Row("m1", area: "320102002000"), "2 area area-is-known" },
        { District.Row("m1", area: District.Abolished), "2 area area-is-known" },
        { District.Row("m1", longitude: "140"), "2 longitude coordinates-inside-country" },
        { District.Row("m1", latitude: "x"), "2 latitude coordinates-inside-country" },
        { District.Row("m1", latitude: ""), "2 latitude is-given" },
        { District.Row("m1", crs: "UTM"), "2 crs code-is-known" },
        { District.Row("m1", skills: "medical;magic"), "2 skills code-is-known" },
        { District.Row("m1", seats: "0"), "2 seats seats-from-1-to-20" },
        { District.Row("m1", seats: "21"), "2 seats seats-from-1-to-20" },
        { District.Row("m1", name: "王\u202E明"), "2 name no-control-characters" },
        { District.Row("m1") + "\n" + District.Row("m2") + "\n" + District.Row("m1"), "2 id id-is-unique; 4 id id-is-unique" },
    };

    [Theory, MemberData(nameof(BadRows))]
    public async Task A_row_that_breaks_a_rule_is_named_and_nothing_is_applied(string row, string expected)
    {
        using var http = shared.District.Department;
        var faults = await shared.District.FaultsAsync(http, "register/import", District.Header, row, District.Row("good"));
        Assert.Equal(expected, string.Join("; ", faults));
        Assert.Equal("""{"items":[],"next":null}""", Plain(await shared.District.GetAsync("register")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task With_partial_the_good_rows_land_and_the_others_are_listed(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var receipt = await district.ImportAsync("register/import?partial=true", District.Header,
            District.Row("m1"), District.Row("m2", seats: "99"), District.Row("m3", phone: "1"), District.Row("m4"));
        Assert.Equal((4, 2, 2L), (receipt.Rows, receipt.Added, receipt.Faults));
        Assert.Equal(["3 seats seats-from-1-to-20", "4 phone phone-form"], receipt.Errors.Select(it => $"{it.Line} {it.Field} {it.Rule}"));
        Assert.All(receipt.Errors, it => Assert.Contains(" / ", it.Message));
        Assert.Equal(["m1", "m4"], (await district.GetAsync("register"))["items"]!.AsArray().Select(it => (string)it!["id"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Points_far_from_their_community_and_one_number_on_two_ids_are_warned_about(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"), District.Row("m2", longitude: "118.81"));
        var receipt = await district.RegisterAsync(
            District.Row("m3", longitude: "119.81"),
            District.Row("m4", idNumber: "11010519491231002X"), District.Row("m5", idNumber: "11010519491231002x"));
        Assert.Equal(
            ["2 longitude far-from-other-points", "3 id_number id-number-stands-once", "4 id_number id-number-stands-once"],
            receipt.Warnings.Select(it => $"{it.Line} {it.Field} {it.Rule}"));
        Assert.Equal(3, receipt.Added);
        var later = await district.RegisterAsync(District.Row("m4", idNumber: "11010519491231002X"), District.Row("m6", idNumber: "11010519491231002X"), District.Row("m7"));
        Assert.Equal(["2 id_number id-number-stands-once", "3 id_number id-number-stands-once"], later.Warnings.Select(it => $"{it.Line} {it.Field} {it.Rule}"));
        Assert.Equal(["2 id_number id-number-stands-once"],
            (await district.RegisterAsync(District.Row("m8", idNumber: "11010519491231002X"))).Warnings.Select(it => $"{it.Line} {it.Field} {it.Rule}"));
    }

    [Theory]
    [InlineData("register/import")]
    [InlineData("campaigns/2030/choices/import")]
    [InlineData("campaigns/2030/exclusions/import")]
    public async Task What_is_no_list_is_refused_also_where_good_rows_may_land(string path)
    {
        using var http = shared.District.Department;
        Assert.Equal("1 colour column-is-known", (await shared.District.FaultsAsync(http, path + "?partial=true", "colour", "red"))[0]);
        // A column that is left out would take away what is known.
        Assert.Contains("column-is-there", (await shared.District.FaultsAsync(http, path + "?partial=true", "id", "m1"))[^1]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whether_a_member_is_in_service_its_organ_says_and_a_list_of_members_says(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"));
        var leaves = new { skills = Array.Empty<string>(), seats = 1, inService = false };
        using var self = district.Service.As(Role.Member, District.Code, District.Organ, "m1");
        self.DefaultRequestHeaders.IfMatch.Add(new("\"1\""));
        using var refused = await self.PutAsJsonAsync("/api/v1/members/register/m1", leaves);
        Assert.Equal((HttpStatusCode.Conflict, "organ-tells-who-is-in-service"), (refused.StatusCode, (string?)(await refused.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!["rule"]));
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        organ.DefaultRequestHeaders.IfMatch.Add(new("\"1\""));
        Assert.Equal(HttpStatusCode.OK, (await organ.PutAsJsonAsync("/api/v1/members/register/m1", leaves)).StatusCode);
        Assert.Equal((0, 1, 0), ((await district.RegisterAsync(District.Row("m2"))).Changed, (await district.RegisterAsync(District.Row("m1"))).Changed, (await district.RegisterAsync(District.Row("m1"))).Changed));
        Assert.True((bool)(await district.GetAsync("register/m1"))["inService"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_organ_registers_and_sees_its_own_members_only_and_a_member_only_itself(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"), District.Row("m2"), District.Row("other", organization: District.OtherOrgan));
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        Assert.Equal(
            ["2 organization organization-in-scope", "3 id organization-in-scope"],
            await district.FaultsAsync(organ, "register/import", District.Header, District.Row("m3", organization: District.OtherOrgan), District.Row("other")));
        var own = await district.GetAsync("register", district.Service.As(Role.Organ, District.Code, District.Organ));
        Assert.Equal(["m1 王小明", "m2 王小明"], own["items"]!.AsArray().Select(it => $"{it!["id"]} {it["name"]}"));
        var self = await district.GetAsync("register", district.Service.As(Role.Member, District.Code, District.Organ, "m2"));
        Assert.Equal(["m2"], self["items"]!.AsArray().Select(it => (string)it!["id"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await organ.GetAsync("/api/v1/members/register/other")).StatusCode);
        using var far = district.Service.As(Role.OrganizationDepartment, "320104");
        Assert.Equal(HttpStatusCode.NotFound, (await far.GetAsync("/api/v1/members/register/m1")).StatusCode);
        using var community = district.Service.As(Role.Community, District.First);
        Assert.Equal(HttpStatusCode.Forbidden, (await community.GetAsync("/api/v1/members/register/m1")).StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_no_store_can_hold_is_asked_for_in_vain(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        var asked = await organ.GetAsync("/api/v1/members/register?organization=a%00b");
        var posted = await organ.PostAsJsonAsync($"/api/v1/members/campaigns/{District.Campaign}/pairings/confirm", new { ids = new[] { "a\0b" } });
        // Several ids travel to SQLite as JSON, in which the character is escaped: then nobody has such an id.
        HttpStatusCode[] expected = [HttpStatusCode.BadRequest, provider == "postgres" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound];
        Assert.Equal(expected, new[] { asked.StatusCode, posted.StatusCode });
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_changes_its_skills_and_seats_at_the_version_it_has_read(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"));
        using var self = district.Service.As(Role.Member, District.Code, District.Organ, "m1");
        var read = await self.GetAsync("/api/v1/members/register/m1");
        var change = new { skills = new[] { "company", "medical" }, seats = 4, inService = true };
        Assert.Equal(HttpStatusCode.BadRequest, (await self.PutAsJsonAsync("/api/v1/members/register/m1", change)).StatusCode);
        self.DefaultRequestHeaders.IfMatch.Add(read.Headers.ETag!);
        var changed = await self.PutAsJsonAsync("/api/v1/members/register/m1", change);
        Assert.Equal("""["medical","company"] 4 2""", await Told(changed));
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await self.PutAsJsonAsync("/api/v1/members/register/m1", change)).StatusCode);
        self.DefaultRequestHeaders.IfMatch.Clear();
        self.DefaultRequestHeaders.IfMatch.Add(changed.Headers.ETag!);
        Assert.Equal(HttpStatusCode.BadRequest, (await self.PutAsJsonAsync("/api/v1/members/register/m1", change with { seats = 21 })).StatusCode);
        Assert.Equal(2, (await district.Told.WaitAsync<MembersChanged>(2)).Count);

        static async Task<string> Told(HttpResponseMessage answer)
        {
            var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return $"{body["skills"]!.ToJsonString()} {body["seats"]} {body["version"]}";
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_organ_confirms_how_many_should_report_in(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"), District.Row("m2"));
        Assert.Equal("""{"id":"organ-1","area":"320102000000","expected":null,"confirmedAt":null,"registered":2,"version":0}""", Plain(await district.GetAsync("organizations/organ-1")));
        using var organ = district.Service.As(Role.Organ, District.Code, District.Organ);
        var answer = await organ.PutAsJsonAsync("/api/v1/members/organizations/organ-1/expected", new { count = 3 });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await organ.PutAsJsonAsync("/api/v1/members/organizations/organ-1/expected", new { count = -1 })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await organ.PutAsJsonAsync("/api/v1/members/organizations/organ-2/expected", new { count = 3 })).StatusCode);
        Assert.Equal("""{"id":"organ-1","area":"320102000000","expected":3,"confirmedAt":"2030-03-10T01:00:00Z","registered":2,"version":1}""", Plain(await district.GetAsync("organizations/organ-1")));
    }

    static string Plain(System.Text.Json.Nodes.JsonNode node) => node.ToJsonString(Wire.Json);
}
