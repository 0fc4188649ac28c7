using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>The rule book of a household as JSON: what is put otherwise in a good request, and what is said of it.</summary>
public sealed class RequestRuleTests(OpenBureau open) : IClassFixture<OpenBureau>
{
    readonly Bureau bureau = open.Bureau;

    public static TheoryData<string, string> Faults => new()
    {
        { """{"id":null}""", "id is-given" },
        { """{"id":" "}""", "id is-given" },
        { $$"""{"id":"{{new string('x', 65)}}"}""", "id id-form" },
        { """{"id":"a\nb"}""", "id id-form" },
        { """{"id":"a/b"}""", "id id-form" },
        { """{"id":" 11010519491231002X"}""", "id id-tells-nobody" },
        { """{"asOf":"0001-01-01"}""", "asOf date-not-before-1900" },
        { """{"persons":[{"role":"head","name":"王","birth":"0001-01-01"}]}""", "persons[0].birth date-not-before-1900" },
        { """{"area":"320102002009"}""", "area area-is-known" },
        { """{"area":""}""", "area area-is-known" },
        { """{"area":"320104001001"}""", "area area-in-scope" },
        { """{"asOf":"2026-03-11"}""", "asOf as-of-not-in-future" },
        { """{"address":"a\u0000b"}""", "address no-control-characters" },
        { $$"""{"address":"{{new string('x', 1001)}}"}""", "address cell-within-limit" },
        { """{"longitude":118.8}""", "latitude is-given" },
        { """{"latitude":32.05}""", "longitude is-given" },
        { """{"longitude":32.05,"latitude":118.8}""", "longitude coordinates-inside-country" },
        { """{"crs":"WGS84"}""", "crs code-is-known" },
        { """{"categories":["minimum-living","rich"]}""", "categories code-is-known" },
        { """{"needs":["Medical"]}""", "needs code-is-known" },
        { """{"persons":[]}""", "persons one-head" },
        { """{"persons":[{"role":"child","name":"李"}]}""", "persons one-head" },
        { """{"persons":[{"role":"head","name":"王"},{"role":"head","name":"李"}]}""", "persons one-head" },
        { $$"""{"persons":[{{string.Join(',', Enumerable.Repeat("""{"role":"child","name":"李"}""", 50))}},{"role":"head","name":"王"}]}""", "persons persons-within-limit" },
        { """{"persons":[{"role":"boss","name":"王"},{"role":"head","name":"王"}]}""", "persons[0].role code-is-known" },
        { """{"persons":[{"role":"head"}]}""", "persons[0].name is-given" },
        { """{"persons":[{"role":"head","name":" "}]}""", "persons[0].name is-given" },
        { """{"persons":[{"role":"head","name":"王\u202e"}]}""", "persons[0].name no-control-characters; persons[0].name is-given" },
        { """{"persons":[{"role":"head","name":"王","number":1}]}""", "persons[0].number person-is-known" },
        { """{"persons":[{"role":"head","name":"王","idNumber":"110105194912310021"}]}""", "persons[0].idNumber id-number-check-digit" },
        { """{"persons":[{"role":"head","name":"王","phone":"110"}]}""", "persons[0].phone phone-form" },
        { """{"persons":[{"role":"head","name":"王","birth":"2026-03-11"}]}""", "persons[0].birth birth-date-not-in-future" },
        { """{"persons":[{"role":"head","name":"王","gender":"f"}]}""", "persons[0].gender code-is-known" },
        { """{"persons":[{"role":"head","name":"王","idNumber":"11010519491231002X","birth":"1949-12-30"}]}""", "persons[0].birth birth-matches-id-number" },
        { """{"persons":[{"role":"head","name":"王","idNumber":"11010519491231002X","gender":"male"}]}""", "persons[0].gender gender-matches-id-number" },
        { """{"persons":[{"role":"head","name":"王","categories":["x"]}]}""", "persons[0].categories code-is-known" },
        { """{"persons":[{"role":"head","name":"王","idNumber":"11010519491231002X"},{"role":"other","name":"王","idNumber":"11010519491231002x"}]}""", "persons[1].idNumber id-number-stands-once" },
        { """{"asOf":"2026-03-11","needs":["x"],"persons":[{"role":"head","name":"王","phone":"1"}]}""", "asOf as-of-not-in-future; needs code-is-known; persons[0].phone phone-form" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_request_that_breaks_rules_is_refused_by_their_names(string otherwise, string said)
    {
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsJsonAsync("/api/v1/households/register", With(otherwise));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(said, string.Join("; ", problem["errors"]!.AsArray().Select(it => $"{it!["field"]} {it["rule"]}")));
        Assert.All(problem["errors"]!.AsArray(), it => Assert.True(Texts.Has((string)it!["rule"]!), (string)it["rule"]!));
    }

    [Theory]
    [InlineData("""{"persons":null}""")]
    [InlineData("""{"persons":[null]}""")]
    [InlineData("""{"persons":[{"name":"王"}]}""")]
    [InlineData("""{"asOf":"yesterday"}""")]
    [InlineData("""{"asOf":null}""")]
    [InlineData("""{"area":null}""")]
    [InlineData("""{"needs":[null]}""")]
    [InlineData("""{"categories":[null]}""")]
    [InlineData("""{"head":"王秀英"}""")]
    [InlineData("""{"longitude":1e999,"latitude":32}""")]
    public async Task A_request_of_another_form_is_refused_and_never_an_error_inside(string otherwise)
    {
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsJsonAsync("/api/v1/households/register", With(otherwise));
        Assert.Equal((HttpStatusCode.BadRequest, otherwise), (answer.StatusCode, otherwise));
    }

    [Fact]
    public async Task Who_revises_names_persons_of_this_household_each_once_and_never_another_id()
    {
        await bureau.ImportAsync(Bureau.Row("kept"));
        (string Body, string Said)[] book =
        [
            ("""{"id":"other"}""", "id id-stays"),
            ("""{"persons":[{"role":"head","number":2}]}""", "persons[0].number person-is-known; persons[0].name is-given"),
            ("""{"persons":[{"role":"head","number":1},{"role":"other","number":1}]}""", "persons[1].number person-named-once"),
        ];
        using var http = bureau.CivilAffairs;
        http.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", "\"1\"");
        foreach (var (body, said) in book)
        {
            using var answer = await http.PutAsJsonAsync("/api/v1/households/register/kept", With(body, "kept"));
            var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            Assert.Equal(said, string.Join("; ", problem["errors"]!.AsArray().Select(it => $"{it!["field"]} {it["rule"]}")));
        }
        using var older = await http.PutAsJsonAsync("/api/v1/households/register/kept", With("""{"asOf":"2026-02-28"}""", "kept"));
        Assert.Equal((HttpStatusCode.Conflict, "as-of-not-older"), (older.StatusCode, (string)(await older.Content.ReadFromJsonAsync<JsonNode>())!["rule"]!));
    }

    static JsonObject With(string otherwise, string id = "new")
    {
        var request = JsonNode.Parse($$"""{"id":"{{id}}","area":"320102002001","asOf":"2026-03-01","persons":[{"role":"head","name":"王秀英"}]}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(otherwise)!.AsObject()) request[name] = value?.DeepClone();
        return request;
    }
}
