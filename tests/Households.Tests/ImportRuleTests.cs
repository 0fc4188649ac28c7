using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>The rule book of households.csv: a row, and what is said of it.</summary>
public sealed class ImportRuleTests(OpenBureau open) : IClassFixture<OpenBureau>
{
    readonly Bureau bureau = open.Bureau;

    public static TheoryData<string, string> Faults => new()
    {
        { Bureau.Row(""), "2 id is-given" },
        { Bureau.Row(new string('x', 65)), "2 id id-form" },
        { Bureau.Row("=h"), "2 id id-form" },
        { Bureau.Row("11010519491231002X"), "2 id id-tells-nobody" },
        { Bureau.Row("13812345678"), "2 id id-tells-nobody" },
        { Bureau.Row("h", asOf: "0001-01-01"), "2 as_of date-not-before-1900" },
        { Bureau.Row("h", head: ""), "2 head is-given" },
        { Bureau.Row("h", head: "王\u202E秀英"), "2 head no-control-characters" },
        { Bureau.Row("h", idNumber: "12345"), "2 id_number id-number-form" },
        { Bureau.Row("h", idNumber: "110105194912310021"), "2 id_number id-number-check-digit" },
        { Bureau.Row("h", idNumber: "320102194902300018"), "2 id_number id-number-check-digit" },
        { Bureau.Row("h", idNumber: Sample.Checked("32010219490230001")), "2 id_number id-number-birth-date" },
        { Bureau.Row("h", idNumber: Sample.Checked("32010220260311001")), "2 id_number birth-date-not-in-future" },
        { Bureau.Row("h", phone: "1381234567"), "2 phone phone-form" },
        { Bureau.Row("h", phone: "12345678901"), "2 phone phone-form" },
        { Bureau.Row("h", area: ""), "2 area is-given" },
        { Bureau.Row("h", area: "320102002999"), "2 area area-is-known" },
        { Bureau.Row("h", area: Bureau.Abolished), "2 area area-is-known" },
        { Bureau.Row("h", area: "320102002000"), "2 area area-is-known" },
        { Bureau.Row("h", area: "320102"), "2 area area-is-known" },
        { Bureau.Row("h", area: Bureau.OtherDistrict), "2 area area-in-scope" },
        { Bureau.Row("h", longitude: "72.9"), "2 longitude coordinates-inside-country" },
        { Bureau.Row("h", latitude: "54.1"), "2 latitude coordinates-inside-country" },
        { Bureau.Row("h", longitude: "118,8"), "2 row row-has-all-cells" },
        { Bureau.Row("h", longitude: "NaN"), "2 longitude coordinates-inside-country" },
        { Bureau.Row("h", longitude: ""), "2 longitude is-given" },
        { Bureau.Row("h", latitude: ""), "2 latitude is-given" },
        { Bureau.Row("h", crs: "EPSG:4326"), "2 crs code-is-known" },
        { Bureau.Row("h", categories: "minimum-living;poor"), "2 categories code-is-known" },
        { Bureau.Row("h", needs: "medical,legal"), "2 row row-has-all-cells" },
        { Bureau.Row("h", needs: "Medical"), "2 needs code-is-known" },
        { Bureau.Row("h", asOf: ""), "2 as_of is-given" },
        { Bureau.Row("h", asOf: "2026-3-1"), "2 as_of date-form" },
        { Bureau.Row("h", asOf: "2026-02-29"), "2 as_of date-form" },
        { Bureau.Row("h", asOf: "2026-03-11"), "2 as_of as-of-not-in-future" },
        { Bureau.Row("h", address: new string('号', 1_001)), "2 address cell-within-limit" },
        { Bureau.Row("h", head: "", phone: "1", asOf: "?") + "\n" + Bureau.Row("i", needs: "?"), "2 head is-given; 2 phone phone-form; 2 as_of date-form; 3 needs code-is-known" },
        { Bureau.Row("h") + "\n" + Bureau.Row("i") + "\n" + Bureau.Row("h"), "2 id id-is-unique; 4 id id-is-unique" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_row_that_breaks_a_rule_is_refused_by_its_name_and_nothing_is_taken(string rows, string said)
    {
        Assert.Equal(said, string.Join("; ", await bureau.FaultsAsync(rows)));
        Assert.Empty((await bureau.GetAsync("/api/v1/households/register"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused()
    {
        using var http = bureau.CivilAffairs;
        (byte[] Body, string Said)[] book =
        [
            ([], "1 file file-has-header"),
            ([.. Encoding.UTF8.GetBytes(Bureau.Header.Replace("needs", "wishes", StringComparison.Ordinal))], "1 wishes column-is-known; 1 needs column-is-there"),
            ([.. Encoding.UTF8.GetBytes(Bureau.Header[..^6])], "1 as_of column-is-there"),
            ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Bureau.Header)], "1 file file-is-utf8"),
            ([.. Encoding.UTF8.GetBytes(Bureau.Header + "\nh,"), 0xB4, 0xFA], "2 row file-is-utf8"),
        ];
        foreach (var (body, said) in book)
        foreach (var path in new[] { "import", "import?partial=true" })
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            using var answer = await http.PostAsync("/api/v1/households/register/" + path, content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(said, string.Join("; ", Bureau.Faults(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!)));
        }
    }

    [Fact]
    public async Task What_may_be_empty_may_be_empty_and_columns_stand_in_any_order()
    {
        await using var own = await Bureau.OpenAsync("sqlite");
        using var http = own.CivilAffairs;
        using var content = new StringContent(
            "\uFEFFas_of,area,head,id,needs,categories,crs,latitude,longitude,address,phone,id_number\r\n2026-03-10,320102002001,王秀英,h1,,,,,,,,\r\n",
            Encoding.UTF8, "text/csv");
        using var answer = await http.PostAsync("/api/v1/households/register/import", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var household = await own.GetAsync("/api/v1/households/register/h1");
        Assert.Equal(("2026-03-10", 0, "王**"), ((string)household["asOf"]!, (int)household["need"]!, (string)household["persons"]![0]!["name"]!));
    }

    [Fact]
    public void Every_rule_that_is_named_has_a_text()
    {
        Texts.Load(typeof(HouseholdsService).Assembly);
        string[] warnings = ["older-as-of", "id-number-stands-once", "far-from-other-points", "position-assumed"];
        foreach (var rule in Faults.SelectMany(row => ((string)row[1]).Split("; ")).Select(said => said.Split(' ')[2]).Concat(warnings))
            Assert.True(Texts.Has(rule), rule);
    }
}
