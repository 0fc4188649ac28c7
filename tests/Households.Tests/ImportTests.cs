using System.Net;
using System.Net.Http.Json;
using Defaults;
using Support;

namespace Households.Tests;

public sealed class ImportTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_taken_in_and_shown_without_anything_personal(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var receipt = await bureau.ImportAsync(
            Bureau.Row("h1", idNumber: "11010519491231002X", phone: "13812345678", categories: "elder-alone;minimum-living", needs: "company;medical"),
            Bureau.Row("h2", area: Bureau.Second, categories: "", needs: ""));
        Assert.Equal((2, 2, 0, 0, 0L), (receipt.Rows, receipt.Added, receipt.Changed, receipt.Unchanged, receipt.Faults));
        Assert.Empty(receipt.Warnings);

        var page = await bureau.GetAsync("/api/v1/households/register");
        Assert.Equal(
            """{"items":[{"id":"h1","area":"320102002001","categories":["minimum-living","elder-alone"],"needs":["medical","company"],"need":67,"active":true,"asOf":"2026-03-01","version":1},{"id":"h2","area":"320102002002","categories":[],"needs":[],"need":0,"active":true,"asOf":"2026-03-01","version":1}],"next":null}""",
            page.ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_list_again_changes_nothing_and_announces_nothing(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        string[] rows = [Bureau.Row("h1", idNumber: "11010519491231002X", phone: "13812345678", address: "梅园新村1号"), Bureau.Row("h2", longitude: "", latitude: "")];
        await bureau.ImportAsync(rows);
        await bureau.Told.WaitAsync(1);
        var again = await bureau.ImportAsync(rows);
        Assert.Equal((2, 0, 0, 2), (again.Rows, again.Added, again.Changed, again.Unchanged));
        await bureau.ImportAsync(Bureau.Row("h3"));
        await bureau.Told.WaitAsync(1);
        Assert.Equal(["h1", "h2", "h3"], bureau.Told.Households.Select(it => it.Id));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Whatever_a_newer_row_says_otherwise_is_taken_and_told_with_the_next_version(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var version = 1;
        await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-01"));
        foreach (var row in (string[])
            [
                Bureau.Row("h1", asOf: "2026-03-02", head: "李建国"),
                Bureau.Row("h1", asOf: "2026-03-02", idNumber: "11010519491231002x"),
                Bureau.Row("h1", asOf: "2026-03-02", phone: "025-84512345"),
                Bureau.Row("h1", asOf: "2026-03-02", address: "北门桥3号"),
                Bureau.Row("h1", asOf: "2026-03-02", longitude: "118.81"),
                Bureau.Row("h1", asOf: "2026-03-02", crs: "GCJ-02"),
                Bureau.Row("h1", asOf: "2026-03-02", longitude: "", latitude: ""),
                Bureau.Row("h1", asOf: "2026-03-02", categories: "minimum-living;disability"),
                Bureau.Row("h1", asOf: "2026-03-02", categories: ""),
                Bureau.Row("h1", asOf: "2026-03-02", needs: "legal;digital"),
                Bureau.Row("h1", asOf: "2026-03-02", area: Bureau.OtherStreet),
            ])
        {
            var receipt = await bureau.ImportAsync(row);
            Assert.Equal((row, 0, 1, 0), (row, receipt.Added, receipt.Changed, receipt.Unchanged));
            Assert.Equal(++version, (int)(await bureau.GetAsync("/api/v1/households/register/h1"))["version"]!);
        }
        await bureau.Told.WaitAsync(version);
        Assert.Equal(Enumerable.Range(1, version).Select(it => (long)it), bureau.Told.Households.Select(it => it.Version).Order());
        Assert.Equal((Bureau.OtherStreet, 38), (bureau.Told.Households.MaxBy(it => it.Version)!.Area, bureau.Told.Households.MaxBy(it => it.Version)!.Need));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_older_as_of_never_overwrites_a_newer_one(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-02", needs: "legal"));
        var receipt = await bureau.ImportAsync(Bureau.Row("h1", asOf: "2026-03-01", needs: "repairs"));
        Assert.Equal((0, 0, 1), (receipt.Added, receipt.Changed, receipt.Unchanged));
        Assert.Equal(["2 as_of older-as-of"], Said(receipt));
        Assert.Equal("""["legal"]""", (await bureau.GetAsync("/api/v1/households/register/h1"))["needs"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task With_partial_the_good_rows_land_and_the_others_are_listed(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        using var answer = await http.PostAsync("/api/v1/households/register/import?partial=true", Bureau.Csv(
            Bureau.Row("h1"), Bureau.Row("h2", phone: "1"), "broken", Bureau.Row("h3"), Bureau.Row("h4"), Bureau.Row("h3"), Bureau.Row("h5", area: Bureau.OtherDistrict)));
        var receipt = (await answer.Content.ReadFromJsonAsync<ImportReceipt>())!;
        Assert.Equal((7, 2, 5L), (receipt.Rows, receipt.Added, receipt.Faults));
        Assert.Equal(
            ["3 phone phone-form", "4 row row-has-all-cells", "5 id id-is-unique", "7 id id-is-unique", "8 area area-in-scope"],
            receipt.Errors.OrderBy(it => it.Line).Select(it => $"{it.Line} {it.Field} {it.Rule}"));
        var page = await bureau.GetAsync("/api/v1/households/register");
        Assert.Equal(["h1", "h4"], page["items"]!.AsArray().Select(it => (string)it!["id"]!));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_id_number_at_two_households_is_warned_about_on_every_line(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var (one, other) = ("11010519491231002X", "440524188001010014");
        Assert.Equal(
            ["3 id_number id-number-stands-once", "4 id_number id-number-stands-once"],
            Said(await bureau.ImportAsync(Bureau.Row("h1", idNumber: other), Bureau.Row("h2", idNumber: one), Bureau.Row("h3", idNumber: one))));
        Assert.Equal(["2 id_number id-number-stands-once"], Said(await bureau.ImportAsync(Bureau.Row("h4", idNumber: other.ToLowerInvariant()))));
        // The number went from one household to another within one list: it stands once again.
        Assert.Empty(Said(await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h4"), Bureau.Row("h5", idNumber: other))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Positions_far_off_or_missing_are_warned_about(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        Assert.Equal(
            ["3 longitude position-assumed"],
            Said(await bureau.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", longitude: "", latitude: ""), Bureau.Row("h3"))));
        Assert.Equal(
            ["2 longitude far-from-other-points"],
            Said(await bureau.ImportAsync(Bureau.Row("h4", latitude: "32.51"), Bureau.Row("h5", latitude: "32.49"), Bureau.Row("h6", area: Bureau.Second, latitude: "40"))));
        Assert.Empty(Said(await bureau.ImportAsync(Bureau.Row("h4", latitude: "32.06"))));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_of_another_area_cannot_be_taken_over_by_its_id(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var other = bureau.Service.As(Role.CivilAffairs, "320104");
        using var answer = await Bureau.ImportAsync(other, Bureau.Row("h1", area: Bureau.OtherDistrict));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["2 id area-in-scope"], await bureau.FaultsAsync(Bureau.Row("h1")));
        Assert.Equal(Bureau.OtherDistrict, (string)(await bureau.GetAsync("/api/v1/households/register/h1", area: "320104"))["area"]!);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_head_that_nobody_knew_follows_one_that_has_left(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", idNumber: "11010519491231002X"));
        Assert.Equal(1, (await bureau.ImportAsync(Bureau.Row("h1", head: "赵淑珍", asOf: "2026-03-02"))).Changed);
        var persons = (await bureau.GetAsync("/api/v1/households/register/h1"))["persons"]!.AsArray();
        Assert.Equal(["2 head 赵** "], persons.Select(it => $"{it!["number"]} {it["role"]} {it["name"]} {it["idNumber"]}"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Facts_hold_five_hundred_households_at_most(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Sample.Rows(1_100, seed: 1));
        await bureau.Told.WaitAsync(3);
        Assert.Equal([500, 500, 100], bureau.Told.Packets.OrderDescending());
        Assert.Equal(1_100, bureau.Told.Households.Select(it => it.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Two_lists_at_once_take_each_household_in_once(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        using var http = bureau.CivilAffairs;
        var rows = Sample.Rows(600, seed: 2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Bureau.ImportAsync(http, rows)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((0, 600), await Again());
        async Task<(int, int)> Again()
        {
            var receipt = await bureau.ImportAsync(rows);
            return (receipt.Added + receipt.Changed, receipt.Unchanged);
        }
    }

    static string[] Said(ImportReceipt receipt) => [.. receipt.Warnings.Select(it => $"{it.Line} {it.Field} {it.Rule}")];
}
