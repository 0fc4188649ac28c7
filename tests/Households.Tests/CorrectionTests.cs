using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Members;
using Defaults;
using Support;
using static Households.Tests.Correcting;

namespace Households.Tests;

public sealed class CorrectionTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_approved_takes_effect_with_its_source_in_history_and_the_asker_hears_it(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678", address: "梅园新村1号"));
        using var community = bureau.Community();
        using var street = bureau.Street();
        var id = await AskedAsync(community, "h1", "address=北门桥十三号二单元", "1.phone=13987654321");
        Assert.Equal([id], await ListAsync(street));
        Assert.Empty(await ListAsync(community));
        Assert.Equal("done", await DecideAsync(street, id, "approve"));
        var household = await bureau.HouseholdAsync("h1");
        Assert.Equal(("北门桥****", "139****4321", "2026-03-10", 2), ((string)household["address"]!, (string)household["persons"]![0]!["phone"]!, (string)household["asOf"]!, (int)household["version"]!));
        var sources = await bureau.GetAsync("/api/v1/households/register/h1/sources");
        Assert.Equal(["correction/" + id, "correction/" + id], new[] { "address", "persons[1].phone" }.Select(it => (string)sources[it]!["origin"]!));
        Assert.StartsWith("list/", (string)sources["persons[1].name"]!["origin"]!, StringComparison.Ordinal);
        var mine = JsonNode.Parse(await community.GetStringAsync(Root + "?mine=true"))!["items"]![0]!;
        Assert.Equal(("done", "已核实", "2026-03-10"), ((string)mine["state"]!, (string)mine["answer"]!, (string)mine["effectOn"]!));
        Assert.Equal("correction-is-open", await DecideAsync(street, id, "refuse", version: 2));
        await bureau.Told.WaitAsync(2);
        Assert.Equal([("h1", 1L), ("h1", 2L)], bureau.Told.Households.Select(it => (it.Id, it.Version)).Order());
        Assert.Equal(
            ["write correction-ask", "write correction-effect", "write correction-approve"],
            (await bureau.ActsAsync("&household=h1")).Where(it => it.Contains("correction", StringComparison.Ordinal)).Select(it => string.Join(' ', it.Split(' ')[..2])));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_decides_depends_on_the_field_and_is_never_who_asked(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.OtherStreet));
        using var community = bureau.Community();
        using var street = bureau.Street();
        using var office = bureau.CivilAffairs;
        using var other = bureau.Service.As(Role.CivilAffairs, "320102", subject: "civil-affairs-2");
        var phone = await AskedAsync(community, "h1", "1.phone=13987654321");
        var both = await AskedAsync(community, "h1", "address=北门桥3号", "needs=legal");
        var byStreet = await AskedAsync(street, "h1", "position=118.9 32.1");
        var byOffice = await AskedAsync(office, "h1", "categories=marginal");
        Assert.Equal([phone], await ListAsync(street));
        Assert.Equal(Sorted(phone, both, byStreet), Sorted(await ListAsync(office)));
        Assert.Equal(Sorted(phone, both, byStreet, byOffice), Sorted(await ListAsync(community, "?all=true")));
        Assert.Equal("bureau-decides-these-fields", await DecideAsync(street, both, "approve"));
        Assert.Equal("asker-does-not-decide", await DecideAsync(street, byStreet, "approve"));
        Assert.Equal("asker-does-not-decide", await DecideAsync(office, byOffice, "refuse"));
        Assert.Equal("stale-version", await DecideAsync(office, both, "approve", version: 2));
        Assert.Equal("done", await DecideAsync(office, both, "approve"));
        Assert.Equal("done", await DecideAsync(other, byOffice, "approve"));
        Assert.Equal("note-says-nothing-personal", await DecideAsync(street, phone, "refuse", new { reason = "13987654321是空号" }));
        Assert.Equal("refused", await DecideAsync(street, phone, "refuse"));
        using var elsewhere = bureau.Service.As(Role.Street, "320102003");
        Assert.Equal("correction-is-known", await DecideAsync(elsewhere, byStreet, "approve"));
        Assert.Equal("household-is-known", Told((await AskAsync(community, "h2", "needs=legal")).Said));
    }

    [Fact]
    public async Task Who_asks_for_a_part_of_what_is_asked_sees_that_part_only()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678"));
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        var whole = await AskAsync(community, "h1", "1.phone=025-84517777", "needs=legal");
        var part = await AskAsync(office, "h1", "needs=legal");
        Assert.Equal((201, 201), (whole.Status, part.Status));
        Assert.Equal("needs", (string)Assert.Single(part.Said["fields"]!.AsArray())!["field"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_again_is_the_same_and_what_contradicts_is_marked_and_gives_way(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678"));
        using var community = bureau.Community();
        using var office = bureau.CivilAffairs;
        using var street = bureau.Street();
        var one = await AskAsync(community, "h1", "1.phone=025-84517777", "address=北门桥3号");
        var again = await AskAsync(office, "h1", "1.phone=025-84517777", "address=北门桥3号");
        var twice = await AskAsync(community, "h1", "1.phone=025-84517777", "address=北门桥3号");
        Assert.Equal((201, 200, 200), (one.Status, again.Status, twice.Status));
        var id = (string)one.Said["id"]!;
        Assert.Equal((id, id), ((string)again.Said["id"]!, (string)twice.Said["id"]!));
        var other = await AskedAsync(community, "h1", "1.phone=13987654321");
        var apart = await AskedAsync(community, "h1", "needs=legal");
        Assert.Equal((other, id, ""), (Conflicts(await bureau.OneAsync(id)), Conflicts(await bureau.OneAsync(other)), Conflicts(await bureau.OneAsync(apart))));
        Assert.Equal(2, (int)(await bureau.OneAsync(id))["askers"]!);
        Assert.Equal("asker-does-not-decide", await DecideAsync(office, id, "approve"));
        Assert.Equal("done", await DecideAsync(street, id, "approve"));
        Assert.Equal([id], await ListAsync(office, "?mine=true"));
        var superseded = await bureau.OneAsync(other);
        Assert.Equal(("superseded", id), ((string)superseded["state"]!, (string)superseded["supersededBy"]!));
        Assert.Equal("open", (string)(await bureau.OneAsync(apart))["state"]!);
        Assert.Equal("025****7777", (string)(await bureau.HouseholdAsync("h1"))["persons"]![0]!["phone"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_refused_within_ninety_days_is_taken_and_said_to_whoever_decides(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2"));
        using var community = bureau.Community();
        using var street = bureau.Street();
        var first = await AskedAsync(community, "h1", "address=北门桥3号");
        foreach (var id in (string[])[first, await AskedAsync(community, "h2", "address=北门桥3号")]) Assert.Equal("refused", await DecideAsync(street, id, "refuse"));
        bureau.Time.Pass(TimeSpan.FromDays(90));
        var second = await AskedAsync(community, "h1", "address=北门桥3号", "needs=legal");
        Assert.Equal(first, (string)(await bureau.OneAsync(second))["refusedBefore"]!);
        bureau.Time.Pass(TimeSpan.FromSeconds(1));
        var third = await AskedAsync(community, "h2", "address=北门桥3号");
        Assert.Null((await bureau.OneAsync(third))["refusedBefore"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_approves_what_has_changed_since_has_looked_at_what_is_known_now(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678"));
        using var community = bureau.Community();
        using var street = bureau.Street();
        var id = await AskedAsync(community, "h1", "1.phone=13987654321");
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678", needs: "legal", asOf: "2026-03-02"));
        Assert.Equal("", string.Join(' ', Changed(await bureau.OneAsync(id))));
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13700000000", asOf: "2026-03-03"));
        var shown = await bureau.OneAsync(id);
        Assert.Equal(("persons[1].phone", 3), (string.Join(' ', Changed(shown)), (int)shown["householdVersion"]!));
        Assert.Equal("value-changed-since", await DecideAsync(street, id, "approve"));
        Assert.Equal("value-changed-since", await DecideAsync(street, id, "approve", new { reason = "已核实", householdVersion = 2 }));
        Assert.Equal("done", await DecideAsync(street, id, "approve", new { reason = "已核实", householdVersion = 3 }));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_member_asks_for_whom_it_helps_and_sees_nothing_but_its_own(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678", idNumber: "11010519491231002X"), Bureau.Row("h2"));
        using var member = bureau.Member("m1");
        using var community = bureau.Community();
        using var street = bureau.Street();
        Assert.Equal("household-is-known", Told((await AskAsync(member, "h1", "1.phone=13987654321")).Said));
        await bureau.Service.TellAsync(new MemberPairingsChanged("c1", [Pairing("confirmed", 2)]));
        await bureau.Service.TellAsync(new MemberPairingsChanged("c1", [Pairing("proposed", 1)]));
        var id = await AskedAsync(member, "h1", "1.phone=13987654321");
        var theirs = await AskedAsync(community, "h1", "1.phone=13700000000");
        Assert.Equal("household-is-known", Told((await AskAsync(member, "h2", "1.phone=13987654321")).Said));
        Assert.Equal("fields[0].field member-may-name-this-field", Told((await AskAsync(member, "h1", "1.birth=1949-12-31")).Said));
        // That nothing is new would tell the member what is known.
        Assert.Equal(201, (await AskAsync(member, "h1", "1.phone=13812345678")).Status);
        Assert.Empty(await ListAsync(member));
        Assert.Empty(await ListAsync(member, "?all=true"));
        Assert.Equal(2, (await ListAsync(member, "?mine=true")).Length);
        using var stranger = await member.GetAsync($"{Root}/{theirs}");
        Assert.Equal(404, (int)stranger.StatusCode);
        Assert.Equal("done", await DecideAsync(street, id, "approve"));
        var own = JsonNode.Parse(await member.GetStringAsync($"{Root}/{id}"))!;
        Assert.Equal(["answer", "askedAt", "decidedAt", "effectOn", "fields", "household", "id", "message", "rule", "state"], own.AsObject().Select(it => it.Key).Order());
        Assert.Equal("""[{"field":"persons[1].phone","value":"139****4321"}]""", own["fields"]!.ToJsonString());
        await bureau.Service.TellAsync(new MemberPairingsChanged("c1", [Pairing("ended", 3)]));
        Assert.Equal("household-is-known", Told((await AskAsync(member, "h1", "needs=legal")).Said));
        Assert.Equal(2, (await ListAsync(member, "?mine=true")).Length);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Values_are_shown_in_full_for_a_purpose_only_and_that_is_recorded(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", phone: "13812345678"));
        using var community = bureau.Community();
        var id = await AskedAsync(community, "h1", "1.phone=13987654321", "1.name=王秀瑛");
        var shown = (await bureau.OneAsync(id)).ToJsonString();
        Assert.All((string[])["13812345678", "13987654321", "王秀英", "王秀瑛"], value => Assert.DoesNotContain(value, shown, StringComparison.Ordinal));
        using var office = bureau.CivilAffairs;
        using var street = bureau.Street();
        Assert.Equal("purpose code-is-known", await DecideAsync(office, id, "reveal", new { purpose = "curiosity" }));
        Assert.Equal("bureau-decides-these-fields", await DecideAsync(street, id, "reveal", new { purpose = "verification" }));
        using var answer = await office.PostAsJsonAsync($"{Root}/{id}/reveal", new { purpose = "verification" });
        Assert.Contains("13987654321", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(await bureau.AuditAsync("&kind=read&household=h1"));
        office.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        Assert.Equal(
            $"id,household,area,fields,decider,state,asked_at,effect_on,decided_at,rule\n{id},h1,{Bureau.First},persons[1].phone persons[1].name,bureau,open,2026-03-10T01:00:00.0000000Z,,,\n",
            await office.GetStringAsync(Root));
    }

    static MemberPairingChange Pairing(string status, long version) =>
        new("p1", "h1", "m1", "o1", Bureau.First, 1, 1, status, null, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), null, version);

    static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    static string Conflicts(JsonNode shown) => string.Join(' ', shown["conflicts"]!.AsArray().Select(it => (string)it!));

    static IEnumerable<string> Changed(JsonNode shown) => shown["changedSince"]!.AsArray().Select(it => (string)it!);
}
