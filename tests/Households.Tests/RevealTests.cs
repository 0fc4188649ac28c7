using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Households.Tests;

/// <summary>Personal values in full, for a purpose; and persons found by what they would be known by.</summary>
public sealed class RevealTests
{
    const string Number = "11010519491231002X";
    const string Phone = "025-84517777";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static Task FillAsync(Bureau bureau) => bureau.ImportAsync(
        Bureau.Row("h1", "王秀英", Number, Phone, address: "梅园新村7号"), Bureau.Row("h2", "王秀英", area: Bureau.OtherStreet), Bureau.Row("h3", "王秀"));

    [Theory, MemberData(nameof(Providers))]
    public async Task Named_fields_are_given_in_full_and_no_other(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FillAsync(bureau);
        var shown = await bureau.PostAsync("register/h1/reveal", new { purpose = "visit", fields = (string[])["phone", "name"], note = "上门核实" });
        Assert.Equal("""["name","phone"]""", shown["fields"]!.ToJsonString());
        Assert.Equal($$"""[{"number":1,"role":"head","name":"王秀英","idNumber":null,"phone":"{{Phone}}","birth":null}]""", shown["persons"]!.ToJsonString(Wire.Json));
        Assert.Null(shown["address"]);
        Assert.Null(shown["position"]);
        var rest = await bureau.PostAsync("register/h1/reveal", new { purpose = "payment", fields = (string[])["idNumber", "address", "position", "birth"] });
        Assert.Equal($"梅园新村7号 118.8 32.05 WGS-84 {Number} 1949-12-31", $"{rest["address"]} {rest["position"]!["longitude"]} {rest["position"]!["latitude"]} {rest["position"]!["crs"]} {rest["persons"]![0]!["idNumber"]} {rest["persons"]![0]!["birth"]}");
        Assert.Null(rest["persons"]![0]!["name"]);
        var entries = await bureau.AuditAsync("&kind=read");
        Assert.Equal(["visit name phone 上门核实 household/h1", "payment idNumber address position birth  household/h1"], entries.Select(it => $"{it["purpose"]} {it["detail"]} {it["note"]} {it["target"]}"));
        Assert.Equal((string)shown["entry"]!, (string)entries[0]["id"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Without_a_purpose_a_field_or_an_entry_nothing_is_given(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FillAsync(bureau);
        foreach (var (asked, faults) in new (object, string[])[]
            {
                (new { purpose = "curiosity", fields = (string[])["name"] }, ["0 purpose code-is-known"]),
                (new { purpose = "market", fields = (string[])["name"] }, ["0 purpose code-is-known"]),
                (new { purpose = "visit", fields = (string[])[] }, ["0 fields is-given"]),
                (new { purpose = "visit", fields = (string[])["name", "income"] }, ["0 fields code-is-known"]),
                (new { purpose = "visit", fields = (string[])["name"], note = new string('长', 201) }, ["0 note note-within-limit"]),
                (new { purpose = "visit", fields = (string[])["name"], note = "a\nb" }, ["0 note no-control-characters"]),
            })
            Assert.Equal(faults, Bureau.Faults(await bureau.PostAsync("register/h1/reveal", asked, HttpStatusCode.BadRequest)));
        var named = await bureau.PostAsync("register/h1/reveal", new { purpose = "visit", fields = (string[])["phone"], note = "找王秀英本人" }, HttpStatusCode.Conflict);
        Assert.Equal("note-says-nothing-personal", (string)named["rule"]!);
        Assert.Empty(await bureau.AuditAsync("&kind=read"));
        await bureau.AlterAsync("DROP TABLE audit");
        using var http = bureau.CivilAffairs;
        using var refused = await http.PostAsJsonAsync("/api/v1/households/register/h1/reveal", new { purpose = "visit", fields = (string[])["name"] });
        Assert.Equal(5, (int)refused.StatusCode / 100);
        Assert.DoesNotContain("王秀英", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Exactly_what_is_meant_is_found_masked_and_in_the_callers_area(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await FillAsync(bureau);
        async Task<string> FoundAsync(object asked, string area = "320102")
        {
            using var http = bureau.Service.As(Role.Street, area);
            using var answer = await http.PostAsJsonAsync("/api/v1/households/register/search", asked);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, said);
            return string.Join(' ', JsonNode.Parse(said)!["items"]!.AsArray().Select(it => $"{it!["household"]}:{it["person"]!["name"]}:{it["person"]!["idNumber"]}"));
        }
        const string first = "h1:王**:110***********002X";
        foreach (var (asked, found) in new (object, string)[]
            {
                (new { purpose = "visit", idNumber = Number }, first), (new { purpose = "visit", idNumber = "11010519491231002x" }, first),
                (new { purpose = "visit", idNumber = "440524188001010014" }, ""),
                (new { purpose = "visit", phone = Phone }, first), (new { purpose = "visit", phone = "02584517777" }, first), (new { purpose = "visit", phone = "13812345678" }, ""),
                (new { purpose = "visit", name = "王秀英", area = "320102002" }, first), (new { purpose = "visit", name = "王秀英", area = "320102002001" }, first),
                (new { purpose = "visit", name = "王秀英", area = "320102002002" }, ""), (new { purpose = "visit", name = "王秀英", area = "320102003000" }, "h2:王**:"),
                (new { purpose = "visit", name = "秀英", area = "320102002" }, ""), (new { purpose = "visit", name = "王%", area = "320102002" }, ""),
            })
            Assert.Equal(found, await FoundAsync(asked));
        Assert.Equal("", await FoundAsync(new { purpose = "visit", idNumber = Number }, "320104"));
        Assert.Equal("", await FoundAsync(new { purpose = "visit", name = "王秀英", area = "320102002" }, "320102003"));
        var told = string.Join('\n', (await bureau.AuditAsync("&kind=read&household=h1")).Select(it => it.ToJsonString(Wire.Json)));
        Assert.Contains("search-id-number", told, StringComparison.Ordinal);
        foreach (var value in (string[])[Number, "84517777", "秀英"]) Assert.DoesNotContain(value, told, StringComparison.Ordinal);
    }

    /// <summary>The very queries that a search makes, explained by the store.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Each_search_goes_by_its_index(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var numbers = new Random(3);
        await bureau.ImportAsync([.. Enumerable.Range(1, 3_000).Select(it => Bureau.Row($"h{it}", $"户主{it}", Sample.IdNumber(numbers), $"138{it:D8}"))]);
        foreach (var (sought, index) in new[]
            {
                (new Sought(Number, null, null, ""), "IX_persons_IdNumberHash"), (new Sought(null, "13800000007", null, ""), "IX_persons_PhoneHash"),
                (new Sought(null, null, "户主7", "320102002"), "IX_persons_NameHash_Area"),
            })
            Assert.Contains(index, await PlanAsync(bureau, sought, provider == "postgres" ? "EXPLAIN" : "EXPLAIN QUERY PLAN"), StringComparison.Ordinal);
    }

    static async Task<string> PlanAsync(Bureau bureau, Sought sought, string explain)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = new Caller("s", [Role.Street], "320102002", null, null, Reach.Area);
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        await db.Database.OpenConnectionAsync();
        if (explain == "EXPLAIN") await db.Database.ExecuteSqlRawAsync("ANALYZE persons, households");
        await using var command = scope.ServiceProvider.GetRequiredService<SearchRegister>().Asked(sought).CreateDbCommand();
        command.CommandText = $"{explain} {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add($"{reader[reader.FieldCount - 1]}");
        return string.Join('\n', plan);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Nobody_browses_by_half_a_question(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        foreach (var (asked, faults) in new (object, string)[]
            {
                (new { purpose = "visit" }, "0 search search-is-by-one-thing"),
                (new { purpose = "visit", idNumber = Number, phone = Phone }, "0 search search-is-by-one-thing"),
                (new { purpose = "none", idNumber = Number }, "0 purpose code-is-known"),
                (new { purpose = "visit", idNumber = "11010519491231" }, "0 idNumber id-number-form"),
                (new { purpose = "visit", phone = "138" }, "0 phone phone-form"),
                (new { purpose = "visit", name = "王秀英" }, "0 area search-by-name-is-in-a-street"),
                (new { purpose = "visit", name = "王秀英", area = "320102" }, "0 area search-by-name-is-in-a-street"),
                (new { purpose = "visit", name = "王秀英", area = "320102000000" }, "0 area search-by-name-is-in-a-street"),
                (new { purpose = "visit", name = "王秀英", area = "32010200２" }, "0 area search-by-name-is-in-a-street"),
                (new { purpose = "visit", phone = Phone, area = "320102002" }, "0 area search-by-name-is-in-a-street"),
            })
            Assert.Equal([faults], Bureau.Faults(await bureau.PostAsync("register/search", asked, HttpStatusCode.BadRequest)));
        await bureau.ImportAsync([.. Enumerable.Range(1, 25).Select(it => Bureau.Row($"h{it:D2}"))]);
        var found = await bureau.PostAsync("register/search", new { purpose = "visit", name = "王秀英", area = "320102002" });
        Assert.Equal("20 true h01", $"{found["items"]!.AsArray().Count} {found["more"]} {found["items"]![0]!["household"]}");
    }
}
