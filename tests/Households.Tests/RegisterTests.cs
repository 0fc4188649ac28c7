using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Support;

namespace Households.Tests;

public sealed class RegisterTests
{
    const string Root = "/api/v1/households/register";

    const string Family = """
        {"id":"h1","area":"320102002001","asOf":"2026-03-01","address":"南京市玄武区梅园新村街道一号三幢","longitude":118.8,"latitude":32.05,
         "crs":"GCJ-02","categories":["marginal"],"needs":["medical"],"persons":[
          {"role":"head","name":"王秀英","idNumber":"11010519491231002X","phone":"13812345678"},
          {"role":"child","name":"李建国","birth":"1975-05-06","gender":"male","categories":["disability"]}]}
        """;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_is_entered_with_its_persons_and_shown_masked(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        using var entered = await SendAsync(http, HttpMethod.Post, Root, Family);
        Assert.Equal((HttpStatusCode.Created, Root + "/h1"), (entered.StatusCode, entered.Headers.Location!.ToString()));
        Assert.Equal("""{"id":"h1","version":1,"need":48,"warnings":[]}""", await entered.Content.ReadAsStringAsync());
        Assert.Equal(
            """
            {"id":"h1","area":"320102002001","categories":[{"code":"marginal","chinese":"低保边缘家庭","english":"marginal to the minimum living allowance","authority":"民政部门","person":null,"validFrom":"2026-03-01","validTo":null},{"code":"disability","chinese":"残疾","english":"disability","authority":"残疾人联合会","person":2,"validFrom":"2026-03-01","validTo":null}],"needs":["medical"],"need":48,"active":true,"asOf":"2026-03-01","endedOn":null,"endReason":null,"address":"南京市玄武****","hasPosition":true,"crs":"GCJ-02","persons":[{"number":1,"role":"head","name":"王**","idNumber":"110***********002X","phone":"138****5678","birthYear":1949,"gender":"female"},{"number":2,"role":"child","name":"李**","idNumber":null,"phone":null,"birthYear":1975,"gender":"male"}],"version":1,"mergedInto":null,"anonymisedAt":null}
            """.Trim(),
            (await bureau.GetAsync(Root + "/h1")).ToJsonString(Defaults.Wire.Json));
        using var again = await SendAsync(http, HttpMethod.Post, Root, Family);
        Assert.Equal((HttpStatusCode.Conflict, "household-id-is-new"), (again.StatusCode, await RuleAsync(again)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_revises_keeps_what_was_never_shown_in_full_and_replaces_the_rest(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        using var entered = await SendAsync(http, HttpMethod.Post, Root, Family);
        using var revised = await SendAsync(http, HttpMethod.Put, Root + "/h1", """
            {"area":"320102002002","asOf":"2026-03-05","needs":["legal"],"persons":[
             {"number":2,"role":"head","phone":"13987654321"},{"number":1,"role":"parent","phone":""},{"role":"grandchild","name":"李小明","categories":["child"]}]}
            """, "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (revised.StatusCode, revised.Headers.ETag!.Tag));
        var household = await bureau.GetAsync(Root + "/h1");
        Assert.Equal(
            """[{"number":1,"role":"parent","name":"王**","idNumber":"110***********002X","phone":null,"birthYear":1949,"gender":"female"},{"number":2,"role":"head","name":"李**","idNumber":null,"phone":"139****4321","birthYear":1975,"gender":"male"},{"number":3,"role":"grandchild","name":"李**","idNumber":null,"phone":null,"birthYear":null,"gender":null}]""",
            household["persons"]!.ToJsonString(Defaults.Wire.Json));
        Assert.Equal(
            ["marginal  2026-03-01 2026-03-05", "disability 2 2026-03-01 2026-03-05", "child 3 2026-03-05 "],
            household["categories"]!.AsArray().Select(it => $"{it!["code"]} {it["person"]} {it["validFrom"]} {it["validTo"]}"));
        Assert.Equal(("320102002002", "南京市玄武****", true, 29), ((string)household["area"]!, (string)household["address"]!, (bool)household["hasPosition"]!, (int)household["need"]!));
        await bureau.Told.WaitAsync(2);
        Assert.Equal([(Bureau.First, 48, 1L), (Bureau.Second, 29, 2L)], bureau.Told.Households.Select(it => (it.Area, it.Need, it.Version)).OrderBy(it => it.Version));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_person_who_is_no_longer_named_has_left_and_the_number_is_not_given_again(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        using var entered = await SendAsync(http, HttpMethod.Post, Root, Family);
        using var left = await SendAsync(http, HttpMethod.Put, Root + "/h1", Of(persons: """{"number":1,"role":"head"}"""), "\"1\"");
        using var came = await SendAsync(http, HttpMethod.Put, Root + "/h1", Of(persons: """{"number":1,"role":"head"},{"role":"other","name":"赵淑珍"}"""), "\"2\"");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (left.StatusCode, came.StatusCode));
        Assert.Equal([1, 3], (await bureau.GetAsync(Root + "/h1"))["persons"]!.AsArray().Select(it => (int)it!["number"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_revision_needs_the_version_that_was_read(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        await bureau.ImportAsync(Bureau.Row("h1"));
        foreach (var (ifMatch, status, rule) in new[] { (null, 400, "if-match-is-given"), ("\"2\"", 412, "stale-version"), ("\"1\"", 200, null), ("\"1\"", 412, "stale-version") })
        {
            using var answer = await SendAsync(http, HttpMethod.Put, Root + "/h1", Of(asOf: "2026-03-10"), ifMatch);
            Assert.Equal((status, rule), ((int)answer.StatusCode, await RuleAsync(answer)));
        }
        using var none = await SendAsync(http, HttpMethod.Put, Root + "/h9", Of(), "\"1\"");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_leaves_the_database_once_and_comes_back_with_newer_data_only(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-02"));
        foreach (var (body, status, rule) in new[]
            {
                ("""{"reason":"sold","on":"2026-03-05"}""", 400, "code-is-known"),
                ("""{"reason":"out-of-need","on":"2026-03-11"}""", 400, "end-not-in-future"),
                ("""{"reason":"out-of-need","on":"2026-03-01"}""", 409, "end-not-before-as-of"),
                ("""{"reason":"out-of-need","on":"2026-03-05"}""", 200, null),
                ("""{"reason":"out-of-need","on":"2026-03-06"}""", 409, "household-is-active"),
            })
        {
            using var ended = await SendAsync(http, HttpMethod.Post, Root + "/h1/end", body);
            Assert.Equal((status, rule), ((int)ended.StatusCode, await RuleAsync(ended)));
        }
        using var revised = await SendAsync(http, HttpMethod.Put, Root + "/h1", Of(asOf: "2026-03-09"), "\"2\"");
        Assert.Equal((HttpStatusCode.Conflict, "household-is-active"), (revised.StatusCode, await RuleAsync(revised)));
        Assert.Equal("older-as-of", Assert.Single((await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-04"))).Warnings).Rule);
        Assert.Equal((false, "2026-03-05", "out-of-need"), Ended(await bureau.GetAsync(Root + "/h1")));
        Assert.Equal(1, (await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-05"))).Changed);
        Assert.Equal((true, null, null), Ended(await bureau.GetAsync(Root + "/h1")));
        await bureau.Told.WaitAsync(3);
        Assert.Equal([(1, true), (2, false), (3, true)], bureau.Told.Households.Select(it => ((int)it.Version, it.Active)).Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_list_goes_out_in_pages_by_area_and_by_whether_it_is_active_and_as_csv(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        await bureau.ImportAsync(Bureau.Row("h2", categories: "child;marginal"), Bureau.Row("h1", area: Bureau.Second), Bureau.Row("h3", area: Bureau.OtherStreet, needs: ""));
        using var ended = await SendAsync(http, HttpMethod.Post, Root + "/h2/end", """{"reason":"moved-away","on":"2026-03-05"}""");
        async Task<string> SeenAsync(string query)
        {
            var page = await bureau.GetAsync(Root + query);
            return string.Join(' ', page["items"]!.AsArray().Select(it => (string)it!["id"]!)) + " > " + page["next"];
        }
        Assert.Equal("h1 h2 > h2", await SeenAsync("?limit=2"));
        Assert.Equal("h3 > ", await SeenAsync("?limit=2&after=h2"));
        Assert.Equal("h1 h3 > ", await SeenAsync("?active=true"));
        Assert.Equal("h2 > ", await SeenAsync("?active=false"));
        Assert.Equal("h1 h2 > ", await SeenAsync("?area=320102002"));
        Assert.Equal("h1 h2 > ", await SeenAsync("?area=320102002000"));
        Assert.Equal(" > ", await SeenAsync("?area=320104"));
        using var wrong = await http.GetAsync(Root + "?area=3201%25");
        Assert.Equal((HttpStatusCode.BadRequest, "area-code-form"), (wrong.StatusCode, await RuleAsync(wrong)));

        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        Assert.Equal(
            "id,area,categories,needs,need,active,as_of\nh1,320102002002,minimum-living,medical,38,true,2026-03-01\n"
            + "h2,320102002001,marginal;child,medical,53,false,2026-03-01\nh3,320102003001,minimum-living,,30,true,2026-03-01\n",
            await http.GetStringAsync(Root));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task One_request_sent_again_with_its_key_enters_one_household(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        using var first = await SendAsync(http, HttpMethod.Post, Root, Family);
        using var second = await SendAsync(http, HttpMethod.Post, Root, Family);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        var rows = Sample.Rows(300, seed: 3);
        using var list = await Bureau.ImportAsync(http, rows);
        using var listAgain = await Bureau.ImportAsync(http, rows);
        Assert.Equal(await list.Content.ReadAsStringAsync(), await listAgain.Content.ReadAsStringAsync());
        Assert.Contains("\"added\":300", await listAgain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static (bool, string?, string?) Ended(JsonNode household) => ((bool)household["active"]!, (string?)household["endedOn"], (string?)household["endReason"]);

    static string Of(string asOf = "2026-03-01", string persons = """{"number":1,"role":"head"}""") =>
        $$"""{"area":"320102002001","asOf":"{{asOf}}","persons":[{{persons}}]}""";

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await http.SendAsync(request);
    }

    static async Task<string?> RuleAsync(HttpResponseMessage answer) => (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["rule"];
}
