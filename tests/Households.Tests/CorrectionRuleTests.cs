using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Households.Tests.Correcting;

namespace Households.Tests;

/// <summary>What may be asked for, a row a rule; and by whom each field is decided.</summary>
public sealed class CorrectionRuleTests(OpenBureau open) : IClassFixture<OpenBureau>
{
    readonly Bureau bureau = open.Bureau;

    [Theory]
    [InlineData("address=北门桥3号", "open")]
    [InlineData("address=", "open")]
    [InlineData("address=北门\u202E桥", "address no-control-characters")]
    [InlineData("position=118.9 32.1 GCJ-02", "open")]
    [InlineData("position=118.9", "position position-form")]
    [InlineData("position=", "position position-form")]
    [InlineData("position=118.9 32.1 MARS", "position position-form")]
    [InlineData("position=18.9 32.1", "position coordinates-inside-country")]
    [InlineData("needs=legal;medical", "open")]
    [InlineData("needs=gold", "needs code-is-known")]
    [InlineData("categories=marginal", "open")]
    [InlineData("categories=rich", "categories code-is-known")]
    [InlineData("1.name=王秀瑛", "open")]
    [InlineData("1.name=", "persons[1].name is-given")]
    [InlineData("1.idNumber=440524188001010014", "open")]
    [InlineData("1.idNumber=440524188001010013", "persons[1].idNumber id-number-check-digit")]
    [InlineData("1.phone=12345", "persons[1].phone phone-form")]
    [InlineData("1.birth=1950-13-01", "persons[1].birth date-form")]
    [InlineData("1.birth=1950-01-01", "persons[1].birth birth-matches-id-number")]
    [InlineData("1.gender=male", "persons[1].gender gender-matches-id-number")]
    [InlineData("1.gender=both", "persons[1].gender code-is-known, persons[1].gender gender-matches-id-number")]
    [InlineData("1.role=king", "persons one-head, persons[1].role code-is-known")]
    [InlineData("1.role=child", "persons one-head")]
    [InlineData("1.categories=disability", "open")]
    [InlineData("1.address=北门桥3号", "fields[0].field code-is-known")]
    [InlineData("phone=13987654321", "fields[0].field code-is-known")]
    [InlineData("need=legal", "fields[0].field code-is-known")]
    [InlineData("2.phone=13987654321", "persons[2] person-is-known")]
    [InlineData("1.phone=13812345678", "correction-says-something-new")]
    [InlineData("needs=medical", "correction-says-something-new")]
    public async Task A_correction_follows_the_rules_of_lists_and_requests(string field, string expected)
    {
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678", idNumber: "11010519491231002X", address: "梅园新村1号"));
        using var community = bureau.Community();
        Assert.Equal(expected, Told((await AskAsync(community, "h1", field)).Said));
    }

    [Fact]
    public async Task Fields_are_named_once_and_what_is_said_in_words_names_nobody()
    {
        await bureau.ImportAsync(Bureau.Row("h2", phone: "13812345678"));
        using var community = bureau.Community();
        Assert.Equal("fields is-given", Told((await AskAsync(community, "h2")).Said));
        Assert.Equal("fields[1].field field-named-once", Told((await AskAsync(community, "h2", "needs=legal", "needs=medical")).Said));
        Assert.Equal("fields corrected-fields-within-limit", Told((await AskAsync(community, "h2", [.. Enumerable.Repeat("needs=legal", 51)])).Said));
        foreach (var (reason, evidence, expected) in new[]
            {
                ("", "x", "reason is-given"), ("x", " ", "evidence is-given"), ("x", new string('长', 1_001), "evidence cell-within-limit"),
                ("电话13812345678打不通", "x", "note-says-nothing-personal"), ("x", "应为13987654321", "note-says-nothing-personal"), ("号码有误", "王秀英本人来电", "note-says-nothing-personal"),
            })
        {
            using var answer = await community.PostAsJsonAsync(Root, new { household = "h2", reason, evidence, fields = new[] { new { field = "phone", person = 1, value = "13987654321" } } });
            Assert.Equal(expected, Told(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!));
        }
    }

    [Fact]
    public async Task A_household_that_has_left_is_not_corrected()
    {
        await bureau.ImportAsync(Bureau.Row("h3"));
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        var waiting = await AskedAsync(community, "h3", "needs=legal");
        await bureau.PostAsync("register/h3/end", new { reason = "moved-away", on = "2026-03-05" });
        Assert.Equal("household-is-active", Told((await AskAsync(community, "h3", "needs=legal;medical")).Said));
        Assert.Equal("household-is-active", await DecideAsync(office, waiting, "approve"));
        Assert.Equal("open", (string)(await bureau.OneAsync(waiting))["state"]!);
        Assert.Equal("refused", await DecideAsync(office, waiting, "refuse"));
    }

    [Theory]
    [InlineData("Street", "address position 1.phone")]
    [InlineData("Bureau", "1.name 1.idNumber 1.birth 1.gender 1.role 1.categories categories needs")]
    [InlineData("Bureau", "address+needs 1.phone+1.name")]
    public void Each_field_has_one_who_decides_and_the_higher_decides_of_several(string decider, string fields)
    {
        foreach (var some in fields.Split(' '))
            Assert.Equal(decider, CorrectableField.DeciderOf(some.Split('+').Select(it => new CorrectedField(it.Split('.')[^1], it.Contains('.', StringComparison.Ordinal) ? 1 : null, "x", null))).ToString());
    }
}
